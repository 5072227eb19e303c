package dev.dpg.client.internal.stream;

import dev.dpg.client.internal.resume.HeldBatch;
import dev.dpg.v1.Record;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Runs a handler over batches: one record at a time and in order within a partition, partitions beside each other as far as
 * there are threads. A partition gives its thread away after every batch. Owned by the stream's serial queue, except
 * {@link #stop}.
 */
public final class PartitionLanes {
    /** Handles one record; returns when it is done with it. */
    @FunctionalInterface
    public interface Handler {
        void handle(int partition, Record record) throws Exception;
    }

    /** Hears what became of a batch, on the thread that handled it. */
    public interface Listener {
        /** All records were handled. */
        void finished(HeldBatch batch);

        /** The turn of a gap has come. To be told before this returns; it is finished then. */
        void reached(HeldBatch gap);

        /** The lanes were stopped before all records were handled. */
        void left(HeldBatch batch);

        /** The handler threw at a record; the lanes are stopped. */
        void failed(HeldBatch batch, Record record, Throwable cause);
    }

    private final Executor threads;
    private final Handler handler;
    private final Listener listener;
    private final Map<Integer, SerialExecutor> lanes = new HashMap<>();
    private volatile boolean stopped;

    public PartitionLanes(Executor threads, Handler handler, Listener listener) {
        this.threads = threads;
        this.handler = handler;
        this.listener = listener;
    }

    /** Has a batch handled after those of its partition that came before. The listener hears of it exactly once. */
    public void submit(HeldBatch batch) {
        lanes.computeIfAbsent(batch.partition(), partition -> new SerialExecutor(threads))
                .execute(() -> handle(batch));
    }

    /** No further record is begun. From any thread. */
    public void stop() {
        stopped = true;
    }

    @SuppressWarnings(
            "CatchingUnchecked") // whatever a handler throws, an Error too, means that the record is not handled
    private void handle(HeldBatch batch) {
        for (Record record : batch.batch().getRecordsList()) {
            if (stopped) {
                listener.left(batch);
                return;
            }
            try {
                handler.handle(batch.partition(), record);
            } catch (Throwable e) {
                // At once, on this thread: the next batch of this partition must not begin.
                stop();
                listener.failed(batch, record, e);
                return;
            }
            batch.handled(record.getOffset());
        }
        finish(batch);
    }

    private void finish(HeldBatch batch) {
        if (batch.gap().isEmpty()) {
            listener.finished(batch);
        } else if (stopped) {
            listener.left(batch);
        } else {
            listener.reached(batch);
        }
    }
}
