/**
 * Faults, and how one is run: readers and writers begin, the fault is inflicted and healed, the writers stop, the readers
 * catch up, the native reader tells the truth, the checker judges. {@link dev.dpg.system.faults.scenario.FaultRun} is that
 * order; each fault says only what it does. All random choices come from the seed and the fault's name.
 */
@NullMarked
package dev.dpg.system.faults.scenario;

import org.jspecify.annotations.NullMarked;
