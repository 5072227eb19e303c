/**
 * The data plane: rings of encoded chunks, streams with their cursors and demand, heartbeats, catch-up and the merge back
 * to the tail. Batches come from {@code log} through {@code view}; frames leave through a
 * {@link dev.dpg.gateway.delivery.StreamSink}. The only thing that travels the other way is demand.
 *
 * <p>Threads: a ring is written by its partition's reader thread only; a stream is owned by one
 * {@link dev.dpg.gateway.delivery.DeliveryLoop} and touched only there.
 */
@NullMarked
package dev.dpg.gateway.delivery;

import org.jspecify.annotations.NullMarked;
