package dev.dpg.gateway.delivery;

import dev.dpg.gateway.view.EncodedBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a stream says to its client. */
public sealed interface StreamFrame {
    /**
     * First, exactly once.
     *
     * @param resumeToken the position that the stream starts after
     */
    record Opened(String resumeToken) implements StreamFrame {}

    /**
     * Records.
     *
     * @param batch in wire form
     */
    record Batch(EncodedBatch batch) implements StreamFrame {}

    /**
     * The heartbeat.
     *
     * @param resumeToken everything before it was delivered
     * @param serverTime now
     * @param lag how far behind the stream is
     * @param deliveredRecords records sent so far
     */
    record Progress(String resumeToken, Instant serverTime, Lag lag, long deliveredRecords) implements StreamFrame {}

    /**
     * A change between history and the live tail.
     *
     * @param kind which
     * @param resumeToken the position when it happened
     * @param lagRecords the lag when it happened
     */
    record State(Kind kind, String resumeToken, long lagRecords) implements StreamFrame {
        /** Which change. */
        public enum Kind {
            CAUGHT_UP,
            FELL_BEHIND
        }
    }

    /**
     * Last, of a bounded stream that is complete.
     *
     * @param reason which bound was reached
     * @param resumeToken where to go on
     * @param deliveredRecords records sent
     */
    record End(Reason reason, String resumeToken, long deliveredRecords) implements StreamFrame {
        /** Which bound was reached. */
        public enum Reason {
            LIMIT,
            UNTIL
        }
    }

    /**
     * How far a stream is behind the log.
     *
     * @param records offsets between position and end, over all partitions
     * @param time age of the oldest record last delivered in a partition with lag; empty before the first
     */
    record Lag(long records, Optional<Duration> time) {}
}
