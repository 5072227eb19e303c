package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.TopicSight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * What one watched topic looked like from one look to the next. A topic that is gone, or has another id, counts as such only
 * when it was seen so twice in a row: a broker may answer for a moment ago. Belongs to the watch's thread, but for
 * {@link #latest}.
 */
final class TopicTrack {
    private static final int SIGHTINGS = 2;

    private final Duration standingAfter;
    private final List<PartitionTrack> partitions = new ArrayList<>();
    private Optional<UUID> id = Optional.empty();
    private Optional<UUID> otherId = Optional.empty();
    private int otherSeen;
    private boolean seen;
    private Optional<Duration> retention = Optional.empty();
    private volatile @Nullable TopicSight latest;

    TopicTrack(Duration standingAfter) {
        this.standingAfter = standingAfter;
    }

    /** What was seen last; any thread. */
    Optional<TopicSight> latest() {
        return Optional.ofNullable(latest);
    }

    /**
     * The topic as the cluster describes it; null: there is none.
     *
     * @return whether this is the incarnation whose partitions are tracked
     */
    boolean described(@Nullable TopicDescription topic, Instant now) {
        Optional<UUID> found = Optional.ofNullable(topic)
                .map(there -> new UUID(
                        there.topicId().getMostSignificantBits(),
                        there.topicId().getLeastSignificantBits()));
        if (!isBelieved(found)) {
            return false;
        }
        if (topic == null) {
            partitions.clear();
            latest = TopicSight.gone();
            return false;
        }
        topic.partitions().forEach(partition -> {
            while (partitions.size() <= partition.partition()) {
                partitions.add(new PartitionTrack(standingAfter));
            }
            Node leader = partition.leader();
            partitions.get(partition.partition()).leader(leader != null && !leader.isEmpty(), now);
        });
        return true;
    }

    private boolean isBelieved(Optional<UUID> found) {
        if (seen && found.equals(id)) {
            otherSeen = 0;
            return true;
        }
        otherSeen = found.equals(otherId) ? otherSeen + 1 : 1;
        otherId = found;
        if (seen && otherSeen < SIGHTINGS) {
            return false;
        }
        seen = true;
        id = found;
        otherSeen = 0;
        partitions.clear();
        return true;
    }

    void retention(Optional<Duration> newRetention) {
        retention = newRetention;
    }

    PartitionTrack partition(int partition) {
        return partitions.get(partition);
    }

    int partitions() {
        return partitions.size();
    }

    /** Lets everybody see what was told since. */
    void publish(Instant now) {
        latest = new TopicSight(
                id,
                retention,
                IntStream.range(0, partitions.size())
                        .mapToObj(partition -> partitions.get(partition).sight(now))
                        .toList());
    }
}
