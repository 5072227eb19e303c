package dev.dpg.system.bench.load;

import java.time.Duration;

/** A bound on waiting. */
final class Deadline {
    private static final Duration PASS_MAX = Duration.ofMinutes(3);

    private final long nanos;

    private Deadline(Duration patience) {
        nanos = System.nanoTime() + patience.toNanos();
    }

    static Deadline in(Duration patience) {
        return new Deadline(patience);
    }

    /** Of one pass over a history. */
    static Deadline ofPass() {
        return in(PASS_MAX);
    }

    boolean isAhead() {
        return System.nanoTime() - nanos < 0;
    }
}
