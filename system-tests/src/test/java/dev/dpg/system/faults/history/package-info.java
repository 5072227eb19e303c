/**
 * What happened, as values: what was written and committed, what each reader got on each of its streams and handled, what
 * the gateways used. Nothing here knows how it was found out; {@code check} judges it. Everything is immutable.
 */
@NullMarked
package dev.dpg.system.faults.history;

import org.jspecify.annotations.NullMarked;
