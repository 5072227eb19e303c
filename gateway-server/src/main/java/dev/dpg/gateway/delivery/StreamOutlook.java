package dev.dpg.gateway.delivery;

import dev.dpg.gateway.delivery.StreamFrame.Lag;
import dev.dpg.gateway.delivery.StreamFrame.StandingPartition;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicSight;
import dev.dpg.gateway.log.TopicSight.Standing;
import dev.dpg.gateway.log.WatchedTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** How one stream stands to its topic: how far behind it is, what threatens it, what holds it up. Owned by its loop. */
final class StreamOutlook {
    private final WatchedTopic watched;

    /** @param watched its topic; closed with this */
    StreamOutlook(WatchedTopic watched) {
        this.watched = watched;
    }

    void close() {
        watched.close();
    }

    /** Whether the topic was seen to be gone, or to be another one; it may have been seen a moment ago. */
    boolean isElsewhere(UUID topicId) {
        return watched.latest()
                .filter(sight -> !sight.id().equals(Optional.of(topicId)))
                .isPresent();
    }

    /** Whether the log was seen not to hold a position any more: the topic is another one, or it begins behind it. */
    boolean isLost(PartitionId partition, PartitionPosition position) {
        return isElsewhere(partition.topicId())
                || sight(partition.topicId())
                        .map(TopicSight::partitions)
                        .filter(seen -> partition.partition() < seen.size())
                        .filter(seen -> position.nextOffset()
                                < seen.get(partition.partition()).earliest())
                        .isPresent();
    }

    /** How many partitions the topic was seen to have; 0 where it was not seen. */
    int partitions(UUID topicId) {
        return sight(topicId).map(sight -> sight.partitions().size()).orElse(0);
    }

    private Optional<TopicSight> sight(UUID topicId) {
        return watched.latest().filter(sight -> sight.id().equals(Optional.of(topicId)));
    }

    /** How far behind the log the readers are. */
    Lag lag(List<PartitionReader> readers, Instant now) {
        long records = readers.stream().mapToLong(PartitionReader::lag).sum();
        if (records == 0) {
            return new Lag(0, Optional.of(Duration.ZERO));
        }
        Optional<Duration> time = readers.stream()
                .filter(reader -> reader.lag() > 0 && reader.position().lastTime() != PartitionPosition.UNKNOWN)
                .map(reader ->
                        Duration.between(Instant.ofEpochMilli(reader.position().lastTime()), now))
                .max(Duration::compareTo)
                .map(age -> age.isNegative() ? Duration.ZERO : age);
        return new Lag(records, time);
    }

    /** Until retention overtakes the first of the readers that are behind; see {@link TopicSight#expiresIn}. */
    Optional<Duration> expiresIn(List<PartitionReader> readers, Instant now) {
        return readers.stream()
                .filter(reader -> reader.lag() > 0)
                .flatMap(reader -> sight(reader.partition().topicId())
                        .flatMap(sight -> sight.expiresIn(reader.partition().partition(), reader.position(), now))
                        .stream())
                .min(Duration::compareTo);
    }

    /** The partitions that stand still, for readers that have read up to where they do. */
    List<StandingPartition> standing(List<PartitionReader> readers) {
        return readers.stream().flatMap(this::standing).toList();
    }

    private Stream<StandingPartition> standing(PartitionReader reader) {
        int partition = reader.partition().partition();
        return sight(reader.partition().topicId())
                .filter(sight -> partition < sight.partitions().size())
                .flatMap(sight -> sight.partitions().get(partition).standing())
                .filter(standing -> holdsUp(standing, reader))
                .map(standing -> new StandingPartition(partition, cause(standing.cause()), standing.since()))
                .stream();
    }

    private static boolean holdsUp(Standing standing, PartitionReader reader) {
        return !reader.isFinished() && !reader.hasMore() && reader.position().nextOffset() >= standing.offset();
    }

    private static StandingPartition.Cause cause(Standing.Cause cause) {
        return switch (cause) {
            case OPEN_TRANSACTION -> StandingPartition.Cause.OPEN_TRANSACTION;
            case NO_LEADER -> StandingPartition.Cause.NO_LEADER;
        };
    }
}
