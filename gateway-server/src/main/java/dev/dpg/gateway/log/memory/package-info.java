/**
 * The log in memory: for tests of whatever stands on the port, and for a test kit. Tests change it by its own methods
 * (append, control gaps, expiry, truncation, new incarnations, outages); readers see what a real cluster would show.
 *
 * <p>Threads: changes may come from any thread. Every stage is completed and every listener called on the executor of the
 * constructor and nowhere else, one task per step, so an executor that belongs to a simulation owns time and order.
 */
@NullMarked
package dev.dpg.gateway.log.memory;

import org.jspecify.annotations.NullMarked;
