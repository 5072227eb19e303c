package dev.dpg.gateway.log;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What adapters of the port refuse, worded once for all of them. Pure. */
public final class LogProblems {
    private LogProblems() {}

    /**
     * Judges a position that the store refused by what the topic is now. Empty: the position fits after all (the topic
     * changed since), so reading on from it is right.
     *
     * @param requested the first offset that is wanted
     * @param now the topic as it is now; empty if there is no such topic
     */
    public static Optional<Problem> ofPosition(PartitionId partition, long requested, Optional<TopicDescription> now) {
        Optional<Problem> gone = ofIncarnation(partition, now.map(TopicDescription::id));
        if (gone.isPresent() || now.isEmpty()) {
            return gone;
        }
        TopicDescription.OffsetRange range = now.get().partitions().get(partition.partition());
        if (requested < range.earliest()) {
            return Optional.of(expired(partition.partition(), requested, range));
        }
        if (requested > range.end()) {
            return Optional.of(truncated(partition.partition(), requested, range));
        }
        return Optional.empty();
    }

    /**
     * Judges whether a topic is still the one that is meant.
     *
     * @param now the id that it has now; empty if there is no such topic
     */
    public static Optional<Problem> ofIncarnation(PartitionId partition, Optional<UUID> now) {
        if (now.isEmpty()) {
            return Optional.of(deleted());
        }
        return now.get().equals(partition.topicId()) ? Optional.empty() : Optional.of(recreated());
    }

    /** The position is older than what is retained. */
    public static Problem expired(int partition, long requested, TopicDescription.OffsetRange range) {
        String message = "Offset %d of partition %d is no longer retained, the earliest is %d. Start at the earliest"
                + " position, at a time, or from a newer token.";
        return Problem.of(Reason.POSITION_EXPIRED, message.formatted(requested, partition, range.earliest()))
                .with(new Problem.PositionOutOfRange(partition, requested, range.earliest(), range.end()));
    }

    /** The position lies beyond the end, or on a branch of the log that was cut off. */
    public static Problem truncated(int partition, long requested, TopicDescription.OffsetRange range) {
        String message = "Offset %d of partition %d lies on a part of the log that was cut off, the end is %d. Records"
                + " read before it may be gone or replaced; start at a time or an offset before the cut.";
        return Problem.of(Reason.POSITION_TRUNCATED, message.formatted(requested, partition, range.end()))
                .with(new Problem.PositionOutOfRange(partition, requested, range.earliest(), range.end()));
    }

    /** The topic is not the one that the position was written for. */
    public static Problem recreated() {
        return Problem.of(
                Reason.TOPIC_RECREATED,
                "The topic behind this product was deleted since the position was written, and perhaps created anew. The"
                        + " position means nothing any more; start at the earliest position or at a time.");
    }

    /** The topic is not there any more. */
    public static Problem deleted() {
        return Problem.of(
                Reason.TOPIC_RECREATED,
                "The topic behind this product was deleted. The position means nothing any more; ask the product's owner"
                        + " whether it comes back, and start at the earliest position then.");
    }

    /** A stream that would go on in a new topic has waited for one for so long. */
    public static Problem stillDeleted(Duration waited) {
        return Problem.of(
                Reason.WRONG_STATE,
                "The topic behind this product was deleted, and none was created in its place for " + waited.toSeconds()
                        + " s. Ask the product's owner whether it comes back.");
    }

    /** The cluster gave no answer in time. */
    public static Problem clusterDown(Duration retryAfter) {
        return Problem.of(
                        Reason.CLUSTER_DOWN,
                        "The product's Kafka cluster does not answer. Nothing is lost; try again from the same position.")
                .with(new Problem.RetryAfter(retryAfter));
    }

    /** Too many reads wait already. */
    public static Problem overloaded(Duration retryAfter) {
        return Problem.of(
                        Reason.OVERLOADED,
                        "Too many reads of history wait on this gateway. Try again later from the same position.")
                .with(new Problem.RetryAfter(retryAfter));
    }

    /** There was not enough memory for what the cluster sent. */
    public static Problem outOfMemory(Duration retryAfter) {
        return Problem.of(
                        Reason.OVERLOADED,
                        "This gateway has no memory left to read with. Try again later from the same position.")
                .with(new Problem.RetryAfter(retryAfter));
    }

    /** The log is closed. */
    public static Problem draining() {
        return Problem.of(Reason.DRAINING, "This gateway is stopping. Try again from the same position.");
    }

    /** A bug on our side while a partition was read. The bug's own text stays in the log of the gateway. */
    public static Problem internal() {
        return Problem.of(
                Reason.INTERNAL,
                "Reading stopped because of a fault in the gateway. Try again from the same position; if it stops again,"
                        + " tell the operators of the gateway.");
    }
}
