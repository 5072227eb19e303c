package dev.dpg.client;

import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.client.internal.resume.StreamMachine;
import dev.dpg.client.internal.resume.StreamPlan;
import dev.dpg.client.internal.stored.BatchDecoder;
import dev.dpg.client.internal.stored.StoredFrames;
import dev.dpg.client.internal.stream.CallTemplate;
import dev.dpg.client.internal.stream.GatewayCalls;
import dev.dpg.client.internal.stream.SerialExecutor;
import dev.dpg.client.internal.stream.StreamDriver;
import dev.dpg.client.internal.stream.StreamSink;
import dev.dpg.client.internal.stream.Timers;
import dev.dpg.client.internal.stream.WantedRecords;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What all streams of a client share.
 *
 * @param gateways where streams are read
 * @param clientId sent with every stream
 * @param workers runs what never blocks
 * @param timers the clock
 * @param retry how streams are kept alive
 * @param decoder decodes what the log stores; empty: streams are never given it
 */
record ClientRuntime(
        GatewayCalls.Gateways gateways,
        String clientId,
        Executor workers,
        Timers timers,
        RetrySettings retry,
        Optional<BatchDecoder> decoder) {
    /** A serial queue for one stream. */
    SerialExecutor queue() {
        return new SerialExecutor(workers);
    }

    /** A stream, not begun. */
    StreamDriver stream(
            GatewayCalls.Kind kind, CallTemplate template, StreamPlan plan, SerialExecutor queue, StreamSink sink) {
        var machine = new StreamMachine(plan, () -> ThreadLocalRandom.current().nextDouble());
        var calls = new GatewayCalls(gateways, kind, template, stored(template.records()), queue);
        return new StreamDriver(machine, calls, timers, queue, sink);
    }

    /** With a filter or keys the gateway looks at every record. */
    private StoredFrames stored(WantedRecords wanted) {
        boolean all = wanted.encoding() == dev.dpg.v1.Encoding.ENCODING_RAW
                && wanted.filter().isEmpty()
                && wanted.fields().isEmpty()
                && wanted.keys().isEmpty();
        return new StoredFrames(all ? decoder : Optional.empty());
    }
}
