package dev.dpg.gateway.fakes;

import dev.dpg.gateway.log.CatchUpReader;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.PartitionTail;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicLimits;
import dev.dpg.gateway.log.WatchedTopic;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One cluster, {@code main}, that knows which topics it has, and nothing of what is in them. */
public final class FakeClusters implements Clusters {
    private final Set<String> topics = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private boolean down;
    private TopicLimits limits = new TopicLimits(Optional.empty(), false);

    /** Has these topics. */
    public FakeClusters(String... topics) {
        this.topics.addAll(List.of(topics));
    }

    /** From now on the cluster does not answer. */
    public void goDown() {
        down = true;
    }

    /** From now on it does again. */
    public void comeBack() {
        down = false;
    }

    /** What all topics keep from now on. */
    public void keep(TopicLimits kept) {
        limits = kept;
    }

    /** The topics that were asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public RecordLog named(String cluster) {
        if (!cluster.equals("main")) {
            throw new IllegalArgumentException(cluster);
        }
        return new TopicsOnly();
    }

    private final class TopicsOnly implements RecordLog {
        @Override
        public CompletionStage<Optional<TopicDescription>> describe(String topic) {
            asked.add(topic);
            if (down) {
                return CompletableFuture.failedFuture(Problem.of(Reason.CLUSTER_DOWN, "the cluster does not answer")
                        .asException());
            }
            return CompletableFuture.completedFuture(Optional.of(topic)
                    .filter(topics::contains)
                    .map(name -> new TopicDescription(name, new UUID(0, 1), "cluster", List.of())));
        }

        @Override
        public CompletionStage<Optional<TopicLimits>> limits(String topic) {
            return CompletableFuture.completedFuture(
                    Optional.of(topic).filter(topics::contains).map(name -> limits));
        }

        @Override
        public CompletionStage<Set<String>> topics() {
            return CompletableFuture.completedFuture(Set.copyOf(topics));
        }

        @Override
        public CompletionStage<List<Long>> offsetsAt(TopicDescription topic, Instant time) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Map<Integer, Long>> diverging(
                TopicDescription topic, Map<Integer, PartitionPosition> positions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PartitionTail tail() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CatchUpReader catchUp() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WatchedTopic watch(String topic) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Instant> unreachableSince() {
            return down ? Optional.of(Instant.EPOCH) : Optional.empty();
        }

        @Override
        public void close() {}
    }
}
