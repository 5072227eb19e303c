package dev.dpg.system.bench.load;

import org.HdrHistogram.Histogram;

/** What the readers of one thread got within a span of time. Owned by that thread; read by others when it has ended. */
final class Tally {
    /** A percent is exact enough, and fits the processor's cache. */
    private static final int DIGITS = 2;

    private static final long MICROS_MAX = 600_000_000;

    private final Histogram latencyMicros = new Histogram(MICROS_MAX, DIGITS);
    private final Span span;
    private long delivered;

    /** A span of time, by {@link System#nanoTime}, which is set when the readers are already there. */
    static final class Span {
        private volatile long from = Long.MAX_VALUE;
        private volatile long to = Long.MAX_VALUE;

        void set(long fromNanos, long toNanos) {
            to = toNanos;
            from = fromNanos;
        }
    }

    Tally(Span span) {
        this.span = span;
    }

    /**
     * A record was received.
     *
     * @param now when; the same for all that came together
     */
    void received(long intended, long now) {
        long from = span.from;
        long to = span.to;
        if (now >= from && now < to) {
            delivered++;
        }
        if (intended >= from && intended < to) {
            latencyMicros.recordValue(Math.min(MICROS_MAX, Math.max(0, (now - intended) / 1_000)));
        }
    }

    /** Records received within the span. */
    long delivered() {
        return delivered;
    }

    /** Of records that were to be sent within the span. */
    Histogram latencyMicros() {
        return latencyMicros;
    }
}
