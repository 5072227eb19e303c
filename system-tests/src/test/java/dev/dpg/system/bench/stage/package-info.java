/**
 * The processes of a benchmark: one broker for all, and for each scenario a gateway, its rival and the load clients, each in a JVM of
 * its own; and what processor time they take. For one thread, except where it is said.
 */
@NullMarked
package dev.dpg.system.bench.stage;

import org.jspecify.annotations.NullMarked;
