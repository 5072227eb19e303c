package dev.dpg.system.bench.load;

import java.util.concurrent.locks.LockSupport;

/** When records are due that are sent at a steady rate, whoever is slow. For one thread. */
public final class OpenLoop {
    private static final long NAP_NANOS = 500_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final long startNanos;
    private final int perSecond;
    private long latestNanos;

    /** @param startNanos when the first one is due, by {@link System#nanoTime} */
    public OpenLoop(long startNanos, int perSecond) {
        this.startNanos = startNanos;
        this.perSecond = perSecond;
    }

    /** Waits until a record is due; answers when that was, or is. */
    public long awaitDue(long record) {
        long due = startNanos + record * SECOND_NANOS / perSecond;
        long now = System.nanoTime();
        while (now - due < 0) {
            LockSupport.parkNanos(NAP_NANOS);
            now = System.nanoTime();
        }
        latestNanos = Math.max(latestNanos, now - due);
        return due;
    }

    /** How late the latest one was. */
    double latestMillis() {
        return latestNanos / 1e6;
    }
}
