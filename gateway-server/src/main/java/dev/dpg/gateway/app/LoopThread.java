package dev.dpg.gateway.app;

import dev.dpg.gateway.delivery.DeliveryLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A delivery loop on a thread of its own. A task that fails is logged and the next one runs. */
final class LoopThread implements DeliveryLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);

    private final ScheduledExecutorService serial;
    private final InstantSource clock;

    /** @param serial has one thread, and is used by nobody else */
    LoopThread(ScheduledExecutorService serial, InstantSource clock) {
        this.serial = serial;
        this.clock = clock;
    }

    @Override
    public void execute(Runnable task) {
        unlessStopped(() -> serial.execute(new Logged("delivery", task)));
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        unlessStopped(() -> {
            var unused = serial.schedule(new Logged("delivery", task), delay.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** The loop stops after the server, so nobody is left who could miss the task. */
    private static void unlessStopped(Runnable submission) {
        try {
            submission.run();
        } catch (RejectedExecutionException e) {
            LOG.debug("A task came after the delivery loop had stopped");
        }
    }
}
