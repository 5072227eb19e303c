package dev.dpg.client.internal.stream;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after the other, in the order given, on the threads of another executor; what one task wrote, the next one
 * sees. After every task it queues up anew, so that many of these share a few threads fairly.
 */
public final class SerialExecutor implements Executor {
    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());

    private final Executor threads;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;

    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        threads.execute(this::runNext);
    }

    private void runNext() {
        Runnable task = next();
        try {
            if (task != null) {
                task.run();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a task of the SDK failed; please report this", e);
        } finally {
            scheduleNext();
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            return tasks.poll();
        }
    }

    private void scheduleNext() {
        synchronized (tasks) {
            scheduled = !tasks.isEmpty();
            if (!scheduled) {
                return;
            }
        }
        threads.execute(this::runNext);
    }
}
