/**
 * Gateways and clocks made by hand: {@link dev.dpg.client.fakes.ScriptedGateway} says what a test tells it to,
 * {@link dev.dpg.client.fakes.LogGateway} serves a log and drops connections, {@link dev.dpg.client.fakes.ManualTimers} moves
 * only when told.
 */
@NullMarked
package dev.dpg.client.fakes;

import org.jspecify.annotations.NullMarked;
