package dev.dpg.client.internal.connect;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * One connection to a gateway, made once: when it fails or is lost, another one takes its place, without the delays that gRPC
 * would put between attempts. State changes belong to the balancer; streams are counted from any thread.
 */
final class PooledConnection extends ClientStreamTracer.Factory {
    private final Subchannel subchannel;
    private final PickResult pick;
    private final LongSupplier nanoTime;
    private final AtomicInteger streams = new AtomicInteger();
    private final long startedNanos;
    private volatile long emptySinceNanos;
    private volatile boolean ready;

    PooledConnection(Subchannel subchannel, LongSupplier nanoTime) {
        this.subchannel = subchannel;
        this.nanoTime = nanoTime;
        this.pick = PickResult.withSubchannel(subchannel, this);
        this.startedNanos = nanoTime.getAsLong();
        this.emptySinceNanos = startedNanos;
    }

    void becameReady() {
        ready = true;
        emptySinceNanos = nanoTime.getAsLong();
    }

    boolean isReady() {
        return ready;
    }

    /** Puts a call on this connection. */
    PickResult pick() {
        return pick;
    }

    /** Whether it carries one more call. */
    boolean hasRoom(int streamsMax) {
        return ready && streams.get() < streamsMax;
    }

    /**
     * Whether it may lead to another gateway than the one that said that it is going away: behind one address there may be
     * several, and an old connection leads to the old one.
     *
     * @param toldAtNanos when a gateway at this address said so, or {@link LeavingGateways#NOT_LEAVING}
     */
    boolean isNewerThan(long toldAtNanos) {
        return toldAtNanos == LeavingGateways.NOT_LEAVING || startedNanos - toldAtNanos > 0;
    }

    /** How long it has been connecting. */
    long ageNanos() {
        return nanoTime.getAsLong() - startedNanos;
    }

    boolean isUnusedFor(long nanos) {
        return streams.get() == 0 && nanoTime.getAsLong() - emptySinceNanos >= nanos;
    }

    /** Streams that it carries go on; it carries no other ones. */
    void close() {
        subchannel.shutdown();
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        streams.incrementAndGet();
        return new ClientStreamTracer() {
            @Override
            public void streamCreated(Attributes transportAttributes, Metadata ignored) {}

            @Override
            public void streamClosed(Status status) {
                emptySinceNanos = nanoTime.getAsLong();
                streams.decrementAndGet();
            }
        };
    }
}
