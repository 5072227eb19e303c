/**
 * The fault harness: real brokers, gateways and clients, hurt in every way that is known, and a checker that judges what
 * readers got by the records that were committed. {@link dev.dpg.system.faults.Faults} is what {@code ./dpg faults} runs.
 *
 * <p>Data goes {@code load} → {@code history} → {@code check} → {@code report}; {@code cluster} holds the processes,
 * {@code scenario} the faults and their order, {@code bugs} the gateways that the checker has to catch. How to read and extend
 * it: {@code docs/faults.md}.
 */
@NullMarked
package dev.dpg.system.faults;

import org.jspecify.annotations.NullMarked;
