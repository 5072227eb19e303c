package dev.dpg.gateway.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line in the log for each call when it ends: method, status, duration, request id. Nothing of what the call carried.
 * Gives each call its request id ({@link RequestId}), the address of its client ({@link Peer}), and the trace that it belongs to
 * ({@link TraceParent}). Calls of probes and reflection are logged at debug level.
 */
public final class CallLog implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    private static final String LIBRARY_SERVICES = "grpc.";

    private final InstantSource clock;
    private final CallCounts counts;

    /** @param counts counts what is logged */
    public CallLog(InstantSource clock, CallCounts counts) {
        this.clock = clock;
        this.counts = counts;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var entry = new Entry(call.getMethodDescriptor().getFullMethodName(), RequestId.random(), clock.instant());
        var logged = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                entry.status = status;
                super.close(status, trailers);
            }
        };
        Context context = Context.current()
                .withValues(RequestId.KEY, entry.requestId, Peer.KEY, Peer.of(call))
                .withValue(TraceParent.KEY, TraceParent.of(headers));
        return new SimpleForwardingServerCallListener<>(Contexts.interceptCall(context, logged, headers, next)) {
            @Override
            public void onComplete() {
                write(entry, entry.status);
                super.onComplete();
            }

            @Override
            public void onCancel() {
                write(entry, Status.CANCELLED);
                super.onCancel();
            }
        };
    }

    private void write(Entry entry, Status status) {
        counts.ended(entry.method, status);
        long millis = Duration.between(entry.start, clock.instant()).toMillis();
        LOG.atLevel(entry.method.startsWith(LIBRARY_SERVICES) ? Level.DEBUG : Level.INFO)
                .log("{} {} in {} ms, requestId={}", entry.method, status.getCode(), millis, entry.requestId);
    }

    /** What is known of a call. The status is written before the call's last callback and read in it. */
    private static final class Entry {
        private final String method;
        private final String requestId;
        private final Instant start;
        private volatile Status status = Status.UNKNOWN;

        Entry(String method, String requestId, Instant start) {
            this.method = method;
            this.requestId = requestId;
            this.start = start;
        }
    }
}
