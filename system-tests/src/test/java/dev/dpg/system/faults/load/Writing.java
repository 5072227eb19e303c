package dev.dpg.system.faults.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a topic until it is told to pause: four batches in five without a transaction, one in five in one. For one
 * thread; the writing is done on threads of its own.
 */
public final class Writing implements AutoCloseable {
    private static final int PLAIN_FOR_ONE_TRANSACTION = 4;
    private static final long PAUSE_SECONDS_MAX = 180;

    private final WriterSettings settings;
    private final PlainWriter plain;
    private final TransactionWriter transactional;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, Writing::thread);
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /** Does not write yet. */
    public Writing(WriterSettings settings, Ledger ledger) {
        this.settings = settings;
        plain = new PlainWriter(settings, ledger);
        transactional = new TransactionWriter(settings, ledger);
    }

    /** Writes so many at once, before anything else, and waits for them. */
    public Writing history(int records) {
        plain.writeAll(records);
        return this;
    }

    /** Begins, or goes on. */
    public Writing start() {
        repeat(plain, settings.interval());
        repeat(transactional, settings.interval().multipliedBy(PLAIN_FOR_ONE_TRANSACTION));
        return this;
    }

    /** Stops, and waits until everything written is taken or refused. */
    public void pause() {
        running.forEach(task -> task.cancel(false));
        running.clear();
        await(threads.submit(() -> locked(plain, plain::flush)));
        await(threads.submit(() -> locked(transactional, transactional::flush)));
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a writer gave up", failed);
        }
    }

    /** Ends for good. */
    @Override
    public void close() {
        running.forEach(task -> task.cancel(false));
        threads.shutdownNow();
        plain.close();
        transactional.close();
    }

    private void repeat(BatchWriter writer, Duration interval) {
        running.add(threads.scheduleWithFixedDelay(
                () -> locked(writer, writer::writeBatch), 0, interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void locked(BatchWriter writer, Runnable task) {
        try {
            synchronized (writer) {
                task.run();
            }
        } catch (RuntimeException e) {
            // The first one tells; those of a writer that is being closed tell nothing.
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private static void await(Future<?> task) {
        try {
            task.get(PAUSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("what was written is neither taken nor refused", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing", e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "writer");
        thread.setDaemon(true);
        return thread;
    }
}
