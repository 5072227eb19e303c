package dev.dpg.client.internal.connect;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gateways that said lately that they are going away, over all streams of a client. They are asked last for a while, not
 * never: after a restart the same address serves again. Thread-safe; holds as many entries as there are gateways.
 */
public final class LeavingGateways {
    static final long NOT_LEAVING = Long.MIN_VALUE;
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Map<SocketAddress, Long> toldAtNanos = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime a monotonic clock
     */
    LeavingGateways(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A gateway said that it is going away. Nothing for an unknown address. */
    public void add(@Nullable SocketAddress address) {
        long now = nanoTime.getAsLong();
        toldAtNanos.values().removeIf(toldAt -> isForgotten(toldAt, now));
        if (address != null) {
            toldAtNanos.put(address, now);
        }
    }

    /** When a gateway last said so: a later one is larger. {@link #NOT_LEAVING} where it did not, or long ago. */
    long toldAt(SocketAddress address) {
        Long toldAt = toldAtNanos.get(address);
        return toldAt == null || isForgotten(toldAt, nanoTime.getAsLong()) ? NOT_LEAVING : toldAt;
    }

    private static boolean isForgotten(long toldAt, long now) {
        return now - toldAt > REMEMBERED.toNanos();
    }
}
