package dev.dpg.gateway.log;

import dev.dpg.gateway.problem.Problem;
import java.time.Duration;

/**
 * Follows partitions at the head with few readers for everybody. A partition joins and leaves without disturbing others.
 * Thread-safe; no method blocks.
 */
public interface PartitionTail {
    /**
     * Follows a partition from a position on, until {@link Following#close}. A partition is followed at most once at a
     * time; whoever wants it too shares what the listener is given.
     *
     * @throws IllegalStateException if the partition is followed already
     */
    Following follow(PartitionId partition, PartitionPosition from, Listener listener);

    /** One partition being followed. */
    interface Following extends AutoCloseable {
        /** Stops following; idempotent, any thread. A call to the listener that is under way may still finish. */
        @Override
        void close();
    }

    /** Called on the partition's reader thread only, one call at a time, without a gap between batches. */
    interface Listener {
        /** The next range of the partition. Its buffers are valid during the call only. Must not block. */
        void batch(LogBatch batch);

        /**
         * All that was read together was given, of this partition and of those that share its reader. Must not block.
         *
         * @return for how long nobody takes more of this partition, so that it may gather; zero where somebody would
         */
        Duration readEnds();

        /**
         * The partition can't be followed any further: {@code POSITION_EXPIRED}, {@code POSITION_TRUNCATED} or
         * {@code TOPIC_RECREATED}. It is no longer followed. A cluster that is merely out of reach is not told here: the
         * reader goes on trying, see {@link RecordLog#unreachableSince()}.
         */
        void failed(Problem problem);
    }
}
