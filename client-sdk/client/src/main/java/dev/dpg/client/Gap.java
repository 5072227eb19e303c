package dev.dpg.client;

import java.util.OptionalLong;

/**
 * Offsets of one partition that a stream leaves out because the log no longer holds them. Told between the records before and
 * the records after it.
 *
 * @param reason why it does not
 * @param partition the partition
 * @param fromOffset the first offset that was not delivered
 * @param toOffset the offset that the stream goes on with; may be smaller than {@code fromOffset} after a truncation or in a
 *     log that was created anew
 * @param lostOffsetsMax at most so many records are missing or were taken back; fewer where offsets held no record. Empty where
 *     nobody can know
 */
public record Gap(Reason reason, int partition, long fromOffset, long toOffset, OptionalLong lostOffsetsMax) {
    /** Why the log does not hold records. */
    public enum Reason {
        /** They were older than what the product retains. */
        RETENTION,
        /** The log was cut off below the position: other records may stand at offsets that were delivered before. */
        TRUNCATION,
        /** The log was deleted and created anew. */
        TOPIC_RECREATED,
        /** A reason that this client is too old to know. */
        OTHER
    }

    static Gap of(dev.dpg.v1.Gap gap) {
        return new Gap(
                switch (gap.getReason()) {
                    case REASON_RETENTION -> Reason.RETENTION;
                    case REASON_TRUNCATION -> Reason.TRUNCATION;
                    case REASON_TOPIC_RECREATED -> Reason.TOPIC_RECREATED;
                    case REASON_UNSPECIFIED, UNRECOGNIZED -> Reason.OTHER;
                },
                gap.getPartition(),
                gap.getFromOffset(),
                gap.getToOffset(),
                gap.hasLostOffsetsMax() ? OptionalLong.of(gap.getLostOffsetsMax()) : OptionalLong.empty());
    }

    /** For people: what is missing, and why. */
    @Override
    public String toString() {
        String lost = lostOffsetsMax.isPresent() ? "at most " + lostOffsetsMax.getAsLong() : "an unknown number of";
        String why = switch (reason) {
            case RETENTION -> "they are older than what the product retains";
            case TRUNCATION -> "the log was cut off below the position";
            case TOPIC_RECREATED -> "the log was deleted and created anew";
            case OTHER -> "the log does not hold them any more";
        };
        return "gap in partition " + partition + ": offsets " + fromOffset + " to " + toOffset + ", " + lost
                + " records, because " + why;
    }
}
