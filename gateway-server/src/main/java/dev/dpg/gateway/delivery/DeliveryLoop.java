package dev.dpg.gateway.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * A serial queue with a clock: owns the streams that are assigned to it. Tasks run one at a time, in the order given.
 * Methods may be called from any thread and never block. Made in {@code app} over a thread, in tests over virtual time.
 */
public interface DeliveryLoop {
    /** Runs a task soon. */
    void execute(Runnable task);

    /** Runs a task after a delay. */
    void schedule(Runnable task, Duration delay);

    /** The time now. */
    Instant now();
}
