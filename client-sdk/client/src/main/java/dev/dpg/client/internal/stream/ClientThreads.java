package dev.dpg.client.internal.stream;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All threads of one client: {@code dpg-client-…} (parsing answers and deciding; they never block), {@code dpg-timer-1},
 * {@code dpg-cleaner-1} (frees what was forgotten), {@code dpg-credentials-1} (asks for tokens), and for each subscription
 * {@code dpg-handler-…}. Threads that have nothing
 * to do end after ten seconds, except timer and cleaner, which end with the client.
 */
public final class ClientThreads implements AutoCloseable, Timers {
    private static final int WORKERS_MAX = 4;
    private static final Duration IDLE_MAX = Duration.ofSeconds(10);

    private final ThreadPoolExecutor workers =
            pool(Math.min(WORKERS_MAX, Runtime.getRuntime().availableProcessors()), "dpg-client");
    private final ThreadPoolExecutor credentials = pool(1, "dpg-credentials");
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, SdkThread.named("dpg-timer"), new ThreadPoolExecutor.DiscardPolicy());
    private final Cleaner cleaner = Cleaner.create(SdkThread.named("dpg-cleaner"));

    public ClientThreads() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs what never blocks. */
    public Executor workers() {
        return workers;
    }

    /** Asks for tokens, one after the other; may be kept waiting. */
    public Executor credentials() {
        return credentials;
    }

    /** Runs something once an object is forgotten. */
    public Cleaner cleaner() {
        return cleaner;
    }

    /**
     * A pool for handlers, to be shut down by its owner. Tasks given to it after that are dropped.
     *
     * @param threads how many handlers may run at once
     */
    public static ExecutorService handlers(int threads) {
        return pool(threads, "dpg-handler");
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Lets the threads end; what is queued still runs, timers do not. */
    @Override
    public void close() {
        timer.shutdown();
        workers.shutdown();
        credentials.shutdownNow();
    }

    private static ThreadPoolExecutor pool(int threads, String name) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_MAX.toNanos(),
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                SdkThread.named(name),
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
