package dev.dpg.gateway.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts bytes in use by everybody against one limit. It never refuses what is there already: who would go beyond the
 * limit is expected to ask first and take less. Thread-safe.
 */
final class ByteBudget {
    private final AtomicLong used = new AtomicLong();
    private final long bytesMax;

    ByteBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Counts bytes in; a negative number counts out. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    boolean isExhausted() {
        return used.get() >= bytesMax;
    }

    /** Bytes in use now. */
    long usedBytes() {
        return used.get();
    }
}
