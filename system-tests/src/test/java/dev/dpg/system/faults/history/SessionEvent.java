package dev.dpg.system.faults.history;

import java.util.Map;
import java.util.OptionalLong;

/** What one stream brought, as it came off the wire. */
public sealed interface SessionEvent {
    /**
     * A whole position, as a token says it.
     *
     * @param log the topic's id
     * @param nextOffsets by partition the first offset not covered
     */
    record Position(String log, Map<Integer, Long> nextOffsets) {
        public Position {
            nextOffsets = Map.copyOf(nextOffsets);
        }
    }

    /** The stream begins behind this position. */
    record Opened(Position start) implements SessionEvent {}

    /** A record. */
    record Delivered(int partition, long offset, Stamp stamp) implements SessionEvent {}

    /** The cursor of a batch, behind its records. */
    record CursorMoved(int partition, long nextOffset) implements SessionEvent {}

    /**
     * A token in a frame that is no batch.
     *
     * @param frame which frame
     */
    record Announced(String frame, Position position) implements SessionEvent {}

    /**
     * A gap.
     *
     * @param reason its name without prefix
     * @param lostMax at most so many records are missing
     * @param after the position behind it
     */
    record Gap(String reason, int partition, long from, long to, OptionalLong lostMax, Position after)
            implements SessionEvent {
        /** The log was deleted and created anew. */
        public static final String TOPIC_RECREATED = "TOPIC_RECREATED";
        /** The log was cut off. */
        public static final String TRUNCATION = "TRUNCATION";
        /** The records were too old. */
        public static final String RETENTION = "RETENTION";
    }

    /** A planned ending was announced. */
    record Leaving(String reason) implements SessionEvent {}

    /** A bounded stream is complete. */
    record Completed() implements SessionEvent {}

    /**
     * The stream is over.
     *
     * @param code of its status
     * @param reason of its {@code ErrorInfo}; empty where it has none
     * @param byClient whether the client cancelled it
     */
    record Ended(String code, String reason, boolean byClient) implements SessionEvent {}
}
