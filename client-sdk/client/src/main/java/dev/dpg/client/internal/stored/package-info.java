/**
 * Batches of records as Kafka stores them: what decodes them is an artifact of its own, {@code dpg-kafka-batches}, found on the
 * class path, so that this one needs no decompressors. Data comes from {@code internal.stream}, frame by frame, and goes back
 * there as records. A stream's {@link dev.dpg.client.internal.stored.StoredFrames} belongs to its serial queue.
 *
 * <p>Not part of the public API: the two artifacts have to be of one version.
 */
@NullMarked
package dev.dpg.client.internal.stored;

import org.jspecify.annotations.NullMarked;
