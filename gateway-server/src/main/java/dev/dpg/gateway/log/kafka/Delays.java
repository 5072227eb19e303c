package dev.dpg.gateway.log.kafka;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs short tasks later, on the cluster's scheduler thread. After the cluster was closed it runs nothing. Thread-safe. */
final class Delays {
    private final ScheduledExecutorService scheduler;

    Delays(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /** Runs a task after a time; the answer takes it back. */
    Runnable after(Duration delay, Runnable task) {
        try {
            var scheduled = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /** Runs a task now and again and again. */
    void every(Duration interval, Runnable task) {
        var unused = scheduler.scheduleAtFixedRate(task, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
