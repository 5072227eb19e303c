package dev.dpg.gateway.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts bytes in use by everybody against one limit. It never refuses what is there already: who would go beyond the
 * limit is expected to ask first and take less. Thread-safe.
 */
final class ByteBudget {
    private final AtomicLong used = new AtomicLong();
    private final long bytesMax;
    private volatile Runnable giver = () -> {};

    ByteBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Counts bytes in; a negative number counts out. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Whether the limit is reached; whoever gives way has done so before the answer. */
    boolean isExhausted() {
        if (used.get() >= bytesMax) {
            giver.run();
        }
        return used.get() >= bytesMax;
    }

    /** Has somebody give bytes back whenever the limit is reached: who uses them only as long as nobody else does. Any thread. */
    void yieldedBy(Runnable newGiver) {
        giver = newGiver;
    }

    /** The limit. */
    long bytesMax() {
        return bytesMax;
    }

    /** Bytes in use now. */
    long usedBytes() {
        return used.get();
    }
}
