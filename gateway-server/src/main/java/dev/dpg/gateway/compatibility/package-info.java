/**
 * Which changes of a schema break readers, by the rules of its format. Two schemas come in, every difference between them goes
 * out as a {@link dev.dpg.gateway.product.Change}: where it is, the rule, whether it breaks, and what it means.
 *
 * <p>A stream brings history and new records alike. So two directions count: readers with the old schema read what is written
 * with the new one, and what was written with the old one is read with the new one.
 *
 * <p>Pure code, on the caller's thread; what it reads is bounded by {@link dev.dpg.gateway.schema.SchemaLimits}.
 */
@NullMarked
package dev.dpg.gateway.compatibility;

import org.jspecify.annotations.NullMarked;
