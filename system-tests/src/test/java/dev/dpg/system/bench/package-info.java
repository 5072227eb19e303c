/**
 * Benchmarks of parts ({@code ./dpg bench}); they are compiled like tests, and run only when asked for. {@code docs/benchmarks.md}
 * tells how to read them.
 */
@NullMarked
package dev.dpg.system.bench;

import org.jspecify.annotations.NullMarked;
