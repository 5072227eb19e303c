/**
 * What the load clients of a soak do: a writer that never waits, and readers of many habits that come and go. Runs in JVMs of
 * their own; each visitor is a thread, and what its streams bring comes on the event loops of its connection.
 */
@NullMarked
package dev.dpg.system.soak.load;

import org.jspecify.annotations.NullMarked;
