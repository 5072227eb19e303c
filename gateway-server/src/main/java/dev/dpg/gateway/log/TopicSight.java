package dev.dpg.gateway.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was seen of a topic from outside, without reading it.
 *
 * @param id the id that it has; empty where there is no such topic
 * @param retention how long its records are kept at least; empty where that has no limit, or is not known
 * @param partitions its partitions, the index is the partition; empty where there is no such topic
 */
public record TopicSight(Optional<UUID> id, Optional<Duration> retention, List<PartitionSight> partitions) {
    public TopicSight {
        partitions = List.copyOf(partitions);
    }

    /** No such topic. */
    public static TopicSight gone() {
        return new TopicSight(Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * About how long it takes until retention overtakes a reader who stands still: the shorter of two estimates. By time, the
     * record before the position goes first, so its age against the topic's retention is a lower bound; Kafka deletes whole
     * segments, so it may take longer by a segment. By size, what counts is how fast the earliest offset moved lately; that
     * it has not moved tells nothing.
     *
     * @return never negative; empty where there is nothing to estimate from
     */
    public Optional<Duration> expiresIn(int partition, PartitionPosition position, Instant now) {
        if (partition >= partitions.size()) {
            return Optional.empty();
        }
        Optional<Duration> byTime = position.lastTime() == PartitionPosition.UNKNOWN
                ? Optional.empty()
                : retention.map(kept -> Duration.between(
                        now, Instant.ofEpochMilli(position.lastTime()).plus(kept)));
        Optional<Duration> bySize = partitions.get(partition).overtakes(position.nextOffset());
        return java.util.stream.Stream.of(byTime, bySize)
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    /**
     * What was seen of a partition.
     *
     * @param earliest its earliest offset
     * @param earliestPerSecond by how many offsets in a second that moved lately; 0 where it did not, or nobody knows
     * @param standing set while its readers get nothing, though they might
     */
    public record PartitionSight(long earliest, double earliestPerSecond, Optional<Standing> standing) {
        private Optional<Duration> overtakes(long offset) {
            return earliestPerSecond > 0
                    ? Optional.of(Duration.ofMillis((long) ((offset - earliest) / earliestPerSecond * 1000)))
                    : Optional.empty();
        }
    }

    /**
     * A partition that stands still for a reason behind the gateway.
     *
     * @param cause why
     * @param since when that was first seen
     * @param offset who stands before it can read on; who stands at it can't
     */
    public record Standing(Cause cause, Instant since, long offset) {
        /** Why a partition stands still. */
        public enum Cause {
            /** A transaction was begun at the offset and not ended since. */
            OPEN_TRANSACTION,
            /** It has no leader. */
            NO_LEADER
        }
    }
}
