/**
 * What runs in the JVMs of load clients: they are told a {@link dev.dpg.system.bench.load.Task} a line, and answer in a line.
 * Whatever reads gives each record to a {@link dev.dpg.system.bench.check.SequenceCheck}.
 */
@NullMarked
package dev.dpg.system.bench.load;

import org.jspecify.annotations.NullMarked;
