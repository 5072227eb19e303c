/**
 * Schema registries, asked over the REST API that Confluent's registry has and others copy. The configuration names them;
 * documents can only choose among those. {@link dev.dpg.gateway.registry.SchemaRegistries} answers what is known at once and
 * fetches the rest in the background, a bounded number of requests at a time; what a registry says once about a number is
 * true for ever, so known schemas are served while it is away. All answers come on the threads that {@code app} gives.
 */
@NullMarked
package dev.dpg.gateway.registry;

import org.jspecify.annotations.NullMarked;
