package dev.dpg.client;

import dev.dpg.client.internal.resume.HeldBatch;
import dev.dpg.v1.Record;
import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one read, once, in the order of each partition. It goes on through broken connections by itself. Holds a
 * few batches at most: a reader that is slow makes the gateway wait. For one thread, except {@link #close()} and
 * {@link #position()}, which may be called from any.
 */
public final class RecordCursor implements Iterable<DpgRecord>, AutoCloseable {
    private final ReadStream stream;
    private final Cleaner.Cleanable cleanable;
    /** Holds on to this cursor, so that the cleaner leaves the stream alone while somebody iterates. */
    private final Iterator<DpgRecord> iterator = new Records();

    RecordCursor(ReadStream stream, Cleaner cleaner) {
        this.stream = stream;
        this.cleanable = cleaner.register(this, stream::cancel);
    }

    /**
     * The records that are left; always the same iterator. Its methods wait for the next record and throw
     *
     * <ul>
     *   <li>{@link DpgException} if the read cannot go on,
     *   <li>{@link IllegalStateException} if this cursor or its client was closed,
     *   <li>{@link CancellationException} if the thread was interrupted; its interrupt flag stays set, and once that is
     *       cleared, reading may go on.
     * </ul>
     */
    @Override
    public Iterator<DpgRecord> iterator() {
        return iterator;
    }

    /** Right after the last record that the iterator returned, in each partition: where to go on another time. */
    public Position position() {
        return stream.position();
    }

    /** Ends the call at once; a few records in hand may still be read. A read that came to its end, or failed, is closed already. */
    @Override
    public void close() {
        cleanable.clean();
    }

    private final class Records implements Iterator<DpgRecord> {
        private ReadStream.@Nullable Batch batch;
        private int nextInBatch;
        private ReadStream.@Nullable Item ending;

        @Override
        public boolean hasNext() {
            while (batch == null && ending == null) {
                take();
            }
            if (ending instanceof ReadStream.Failed failed) {
                throw new DpgException(failed.failure());
            }
            if (ending instanceof ReadStream.Closed) {
                throw new IllegalStateException("this read was closed; open another one");
            }
            return batch != null;
        }

        @Override
        public DpgRecord next() {
            if (!hasNext() || batch == null) {
                throw new NoSuchElementException("the read is complete");
            }
            ReadStream.Batch current = batch;
            HeldBatch held = current.held();
            Record record = held.batch().getRecords(nextInBatch++);
            held.handled(record.getOffset());
            if (nextInBatch == held.batch().getRecordsCount()) {
                batch = null;
                stream.finished(held);
            }
            return new DpgRecord(current.product(), held.partition(), record);
        }

        private void take() {
            try {
                ReadStream.Item item = stream.take();
                if (item instanceof ReadStream.Batch next) {
                    batch = next;
                    nextInBatch = 0;
                } else if (item instanceof ReadStream.Skipped skipped) {
                    stream.reached(skipped);
                } else {
                    ending = item;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var cancelled = new CancellationException("interrupted while waiting for records");
                cancelled.initCause(e);
                throw cancelled;
            }
        }
    }
}
