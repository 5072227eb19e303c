package dev.dpg.gateway.log;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reads history with a bounded pool of readers. A request is one read, so a pool serves many streams fairly; requests
 * wait in arrival order, and a reader that just read up to a position is preferred for the request that goes on from it.
 * Thread-safe; no method blocks.
 */
public interface CatchUpReader {
    /**
     * Reads the records that follow a position: as many as one fetch brings, at least one if there is any before the
     * end. The batch may begin before the position, where it was read for somebody else. At the end of the partition it answers an empty batch at once instead of waiting for records.
     *
     * <p>The stage fails with {@code POSITION_EXPIRED}, {@code POSITION_TRUNCATED}, {@code TOPIC_RECREATED},
     * {@code CLUSTER_DOWN} (no answer within the request's time; trying again is safe) or {@code OVERLOADED} (the queue
     * is full).
     *
     * @param use turns the batch into what is kept of it; called on the reader's thread, where the batch's buffers are
     *     valid; must not block. Of equal functions one may be called for several requests, which then get the same answer
     */
    <T> CompletionStage<T> read(PartitionId partition, PartitionPosition from, Function<? super LogBatch, T> use);

    /**
     * The same for who can do with batches as the log stores them. Which of the two comes is the adapter's choice, read by read:
     * it gives records where a batch at the position is not one to pass on, and wherever it finds nothing else to be safe.
     *
     * @param use as in {@link #read}
     */
    default <T> CompletionStage<T> readStored(
            PartitionId partition, PartitionPosition from, Function<? super LogRange, T> use) {
        return read(partition, from, use);
    }
}
