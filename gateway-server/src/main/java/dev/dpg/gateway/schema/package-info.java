/**
 * Schemas in the words of the formats: texts of Avro schemas, {@code .proto} files and JSON Schemas come in, from contracts,
 * registries and requests; out go descriptors to read protobuf with, lists of {@link dev.dpg.gateway.product.Field}s to draft
 * and check contracts with, and the JSON Schema of a product.
 *
 * <p>Pure code: it asks nobody, keeps nothing and runs on the caller's thread. What is read is bounded in characters, depth
 * and number of properties ({@link dev.dpg.gateway.schema.SchemaLimits}), so is the work; a text that is no schema is a
 * {@link dev.dpg.gateway.problem.ProblemException} of {@code BAD_REQUEST} that says where and why.
 */
@NullMarked
package dev.dpg.gateway.schema;

import org.jspecify.annotations.NullMarked;
