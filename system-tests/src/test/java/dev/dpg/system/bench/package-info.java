/**
 * Benchmarks. {@link dev.dpg.system.bench.Bench} ({@code ./dpg bench}) measures the whole thing against its rivals, in processes of
 * their own; those of parts are for JMH. All are compiled like tests, and run only when asked for. {@code docs/benchmarks.md} tells
 * how to read them.
 */
@NullMarked
package dev.dpg.system.bench;

import org.jspecify.annotations.NullMarked;
