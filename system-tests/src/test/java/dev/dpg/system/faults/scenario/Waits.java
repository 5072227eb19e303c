package dev.dpg.system.faults.scenario;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits, all of them bounded. */
final class Waits {
    /** For what has to happen sooner or later, on a machine that has much else to do. */
    static final Duration LONG = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(20);

    private Waits() {}

    /** Waits for something, and fails when it does not come. */
    static void until(String what, BooleanSupplier condition) {
        await(what).atMost(LONG).pollInterval(POLL).until(condition::getAsBoolean);
    }

    /** Waits for something for so long; whether it came. */
    static boolean within(Duration timeout, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            hold(POLL);
        }
        return true;
    }

    /** Lets a fault last. */
    static void hold(Duration duration) {
        try {
            // Nobody counts it down.
            var unused = new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
