package dev.dpg.gateway.cursor;

import java.util.OptionalLong;

/**
 * Offsets of one partition that a stream leaves out because the log no longer holds them.
 *
 * @param reason why it does not
 * @param partition the partition
 * @param fromOffset the first offset that was not delivered yet
 * @param toOffset the offset that the stream goes on with; may be smaller after a truncation or in a new log
 * @param lostOffsetsMax at most so many records are missing or were taken back; empty where nobody can know
 */
public record Gap(Reason reason, int partition, long fromOffset, long toOffset, OptionalLong lostOffsetsMax) {
    /** Why the log does not hold them. */
    public enum Reason {
        RETENTION,
        TRUNCATION,
        TOPIC_RECREATED
    }
}
