/**
 * Control topics as tables in memory. Each table is read whole from its {@link dev.dpg.gateway.log.ControlLog} at the
 * start and follows it; it is written by {@link dev.dpg.gateway.state.StateTable#update}: decide on the newest table by a
 * pure function, write what it says in one transaction, and decide again where another gateway was faster. What the
 * records mean is the business of whoever keeps the table and gives it a {@link dev.dpg.gateway.state.StateCodec}.
 *
 * <p>Threads: a table is changed by its log's reader thread only and published as immutable maps; {@code update} blocks and
 * is called on control threads.
 */
@NullMarked
package dev.dpg.gateway.state;

import org.jspecify.annotations.NullMarked;
