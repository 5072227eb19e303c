package dev.dpg.client.internal.stream;

import java.time.Duration;

/** The clock of the SDK; a fake of it moves only when told. */
public interface Timers {
    /** Nanoseconds of a monotonic clock with an arbitrary origin. */
    long nanoTime();

    /**
     * Runs a task once, after a delay, on a thread of the clock: the task hands over at once.
     *
     * @return takes the wish back; does nothing when it is too late for that
     */
    Runnable schedule(Duration delay, Runnable task);
}
