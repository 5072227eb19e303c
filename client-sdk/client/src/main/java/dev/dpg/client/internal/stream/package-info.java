/**
 * The edge of the SDK: gRPC calls, threads, timers. {@link dev.dpg.client.internal.stream.StreamDriver} feeds the
 * decisions of {@code internal.resume} with what happens and carries out what they ask for;
 * {@link dev.dpg.client.internal.stream.PartitionLanes} runs the caller's handler. Data comes from the gateway by
 * {@link dev.dpg.client.internal.stream.GatewayCalls} and goes to a {@link dev.dpg.client.internal.stream.StreamSink}.
 *
 * <p>Threads: {@link dev.dpg.client.internal.stream.ClientThreads} makes all of them, daemons named {@code dpg-…}. One
 * {@link dev.dpg.client.internal.stream.SerialExecutor} for each stream owns the stream's state; only handlers run beside it.
 *
 * <p>Not part of the public API: anything here may change in any release.
 */
@NullMarked
package dev.dpg.client.internal.stream;

import org.jspecify.annotations.NullMarked;
