package dev.dpg.gateway.delivery;

import dev.dpg.gateway.cursor.Gap;
import dev.dpg.gateway.view.EncodedBatch;
import dev.dpg.gateway.view.SchemaNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
     * A schema that records refer to from now on.
     *
     * @param schema what the client is told
     */
    record SchemaInfo(SchemaNotice schema) implements StreamFrame {}

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
     * @param counts records so far
     * @param expiresIn until retention overtakes the position if the stream stands still; empty where nothing is in danger
     * @param standing partitions that stand still for a reason behind the gateway
     */
    record Progress(
            String resumeToken,
            Instant serverTime,
            Lag lag,
            Counts counts,
            Optional<Duration> expiresIn,
            List<StandingPartition> standing)
            implements StreamFrame {
        public Progress {
            standing = List.copyOf(standing);
        }
    }

    /**
     * A change of where the records come from.
     *
     * @param kind which
     * @param resumeToken the position when it happened
     * @param lagRecords the lag when it happened
     * @param addedPartitions the new ones, of {@link Kind#PARTITIONS_ADDED}
     */
    record State(Kind kind, String resumeToken, long lagRecords, List<Integer> addedPartitions) implements StreamFrame {
        public State {
            addedPartitions = List.copyOf(addedPartitions);
        }

        /** Which change. */
        public enum Kind {
            CAUGHT_UP,
            FELL_BEHIND,
            PARTITIONS_ADDED
        }
    }

    /**
     * Offsets that the stream leaves out.
     *
     * @param gap which, and why
     * @param resumeToken the position behind them
     */
    record Skipped(Gap gap, String resumeToken) implements StreamFrame {}

    /**
     * The announcement of a planned ending; without grace the last frame.
     *
     * @param ending why, and when
     * @param resumeToken everything before it was delivered
     */
    record GoAway(PlannedEnding ending, String resumeToken) implements StreamFrame {}

    /**
     * Last, of a bounded stream that is complete.
     *
     * @param reason which bound was reached
     * @param resumeToken where to go on
     * @param counts records in all
     */
    record End(Reason reason, String resumeToken, Counts counts) implements StreamFrame {
        /** Which bound was reached. */
        public enum Reason {
            LIMIT,
            UNTIL
        }
    }

    /**
     * What a stream has looked at, up to its position.
     *
     * @param delivered records sent
     * @param scanned records looked at, sent or not
     * @param filtered of those, records that filter or keys left out
     * @param failures of those, records that the filter failed on
     */
    record Counts(long delivered, long scanned, long filtered, long failures) {}

    /**
     * How far a stream is behind the log.
     *
     * @param records offsets between position and end, over all partitions
     * @param time age of the oldest record last delivered in a partition with lag; empty before the first
     */
    record Lag(long records, Optional<Duration> time) {}

    /**
     * A partition that stands still though there is something to read.
     *
     * @param partition the partition
     * @param cause why
     * @param since when that was first seen
     */
    record StandingPartition(int partition, Cause cause, Instant since) {
        /** Why a partition stands still. */
        public enum Cause {
            OPEN_TRANSACTION,
            NO_LEADER
        }
    }
}
