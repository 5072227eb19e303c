package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One check of positions against the log's branches. */
final class EpochTask extends PoolTask<Map<Integer, Long>> {
    private final TopicDescription topic;
    private final Map<Integer, PartitionPosition> positions;

    /** @param positions with epochs that the partitions have reached; the consumer waits forever for one to come */
    EpochTask(TopicDescription topic, Map<Integer, PartitionPosition> positions) {
        this.topic = topic;
        this.positions = Map.copyOf(positions);
    }

    @Override
    @Nullable
    Place start() {
        return null;
    }

    @Override
    @Nullable
    Done<Map<Integer, Long>> work(ReadSession session) {
        Map<Integer, Long> diverging = session.diverging(topic, positions, this::isAnswered);
        return diverging == null ? null : new Done<>(diverging, null, null);
    }
}
