/**
 * The outermost room: puts the parts together, starts them, drains and stops them. The only place that creates threads,
 * executors, the clock and Netty's event loops, and that reads the environment. {@link dev.dpg.gateway.app.Wiring} is the
 * list of parts; what was opened is closed in reverse, also when the start fails half-way.
 */
@NullMarked
package dev.dpg.gateway.app;

import org.jspecify.annotations.NullMarked;
