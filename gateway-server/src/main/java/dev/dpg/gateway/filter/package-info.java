/**
 * Which records a reader wants: CEL expressions typed by a product's contract, and keys. {@link
 * dev.dpg.gateway.filter.FilterCompiler} checks an expression once; a {@link dev.dpg.gateway.filter.Filter} is a value that
 * equal readers share, and an {@link dev.dpg.gateway.filter.Evaluation} of it judges records, one at a time on one thread. What
 * a record holds is pushed by the product's codec, and only the properties that the expression uses are kept. Pure.
 */
@NullMarked
package dev.dpg.gateway.filter;

import org.jspecify.annotations.NullMarked;
