/**
 * The documents that domains write: one ODPS document (Open Data Product Standard v1.0) for a product, one ODCS document
 * (Open Data Contract Standard v3.1) for each of its output ports. Bytes come in from {@code publication}; out go either a
 * compiled port for each output port or findings, all of them at once, each with file, line, column and path.
 *
 * <p>The way of a document: {@code YamlReader} makes positioned nodes of its text, {@code NodeReader} asks them for what a
 * rule needs and notes what is not as expected, {@code ProductReader} and {@code ContractReader} hold the rules of one
 * document, {@link dev.dpg.gateway.contract.DocumentLint} those between documents.
 *
 * <p>Pure code: it asks nobody, keeps nothing and runs on the caller's thread; a document is bounded in bytes, depth and
 * number of nodes, so is the work.
 */
@NullMarked
package dev.dpg.gateway.contract;

import org.jspecify.annotations.NullMarked;
