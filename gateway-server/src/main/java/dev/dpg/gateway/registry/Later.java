package dev.dpg.gateway.registry;

import java.time.Duration;

/** Runs something after a delay, on a thread where it must not block. What has not run when the gateway ends never does. */
@FunctionalInterface
public interface Later {
    /** Any thread. */
    void run(Runnable task, Duration delay);
}
