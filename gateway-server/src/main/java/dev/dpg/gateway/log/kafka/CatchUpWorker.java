package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.telemetry.LogKeys;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One catch-up reader: a thread that does one task of the pool after the other. It opens its consumer with the first task,
 * and a new one after a failure that a consumer may not recover from. An error is one of those: Kafka's client throws one
 * where it has no memory for what the broker sends.
 */
final class CatchUpWorker {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUpWorker.class);

    private final String name;
    private final Supplier<ReadSession> sessions;
    private final ReaderThread thread;
    private final CatchUpPool pool;
    private final CatchUpPool.Seat seat;
    private volatile @Nullable ReadSession session; // written by the thread only

    CatchUpWorker(
            String name,
            Supplier<ReadSession> sessions,
            ReaderThread.Factory threads,
            CatchUpPool pool,
            CatchUpPool.Seat seat) {
        this.name = name;
        this.sessions = sessions;
        this.pool = pool;
        this.seat = seat;
        this.thread = threads.create(name, this::run);
    }

    void start() {
        thread.start();
    }

    /** Breaks off what is under way; any thread. The pool gives nothing new. */
    void interruptReading() {
        ReadSession reading = session;
        if (reading != null) {
            reading.wakeup();
        }
    }

    void awaitEnd() {
        thread.awaitEnd();
    }

    private void run() {
        try {
            for (PoolTask<?> task = pool.take(seat); task != null; task = pool.take(seat)) {
                perform(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pool.ended(seat);
            closeSession();
        }
    }

    private <T> void perform(PoolTask<T> task) {
        try {
            PoolTask.Done<T> done = task.work(session());
            if (done == null) {
                pool.done(seat, null, null);
            } else {
                complete(task, done);
            }
        } catch (ProblemException e) {
            pool.done(seat, null, null);
            task.fail(e);
        } catch (WakeupException e) {
            task.fail(LogProblems.draining().asException());
        } catch (RuntimeException | Error e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.READER, name)
                    .addKeyValue(LogKeys.ERROR, e.getClass().getName())
                    .log("A read of history failed; the reader goes on with a new consumer");
            closeSession();
            pool.done(seat, null, null);
            task.fail(e);
        }
    }

    /** Streams that start near to each other, as after a restart, want the same records: one fetch serves them. */
    private <T> void complete(PoolTask<T> task, PoolTask.Done<T> done) {
        SharedBatch read = done.read();
        List<PoolTask<?>> others = pool.done(seat, done.end(), read == null ? null : read.range());
        task.complete(done.answer());
        if (read != null) {
            pool.answered(others.size());
            others.forEach(other -> other.answerFrom(read));
        }
    }

    private ReadSession session() {
        ReadSession open = session;
        if (open == null) {
            open = sessions.get();
            session = open;
        }
        return open;
    }

    private void closeSession() {
        ReadSession open = session;
        session = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (RuntimeException | Error e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.READER, name)
                    .addKeyValue(LogKeys.ERROR, e.getClass().getName())
                    .log("A consumer could not be closed");
        }
    }
}
