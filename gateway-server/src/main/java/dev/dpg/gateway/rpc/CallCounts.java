package dev.dpg.gateway.rpc;

import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.MetricSource;
import dev.dpg.gateway.telemetry.Readings;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls that have ended, by method and status. Methods that are not served are not among them, and those of products' own
 * services are counted together, so that their number is fixed. Thread-safe.
 */
final class CallCounts implements MetricSource {
    private static final String OF_PRODUCTS = "product";

    private final Map<Ended, LongAdder> counts = new ConcurrentHashMap<>();

    private record Ended(String service, String method, Status.Code code) {}

    /** A call has ended. */
    void ended(String fullMethodName, Status status) {
        int slash = fullMethodName.lastIndexOf('/');
        String service = TypedServices.isStream(fullMethodName) ? OF_PRODUCTS : fullMethodName.substring(0, slash);
        var ended = new Ended(service, fullMethodName.substring(slash + 1), status.getCode());
        counts.computeIfAbsent(ended, any -> new LongAdder()).increment();
    }

    @Override
    public void measure(Readings readings) {
        counts.forEach((ended, count) ->
                readings.tell(Metric.CALLS, count.sum(), ended.service, ended.method, ended.code.name()));
    }
}
