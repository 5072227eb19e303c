package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicDescription.OffsetRange;
import dev.dpg.gateway.log.TopicLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the cluster about topics and offsets. Stages complete on the admin client's thread and fail with
 * {@link dev.dpg.gateway.problem.ProblemException}. Thread-safe; nothing is kept but the cluster's id.
 */
final class TopicQueries {
    private final Admin admin;
    private final int timeoutMillis;
    private final Reachability reachability;
    private final SharedCalls<Set<String>, Map<String, Incarnation>> incarnations;
    private final SharedCalls<String, Optional<TopicDescription>> descriptions;
    private volatile @Nullable String clusterId;

    /** A topic as the cluster's metadata names it. */
    private record Incarnation(String name, UUID id, int partitions) {
        private static Incarnation of(org.apache.kafka.clients.admin.TopicDescription found) {
            UUID id = new UUID(
                    found.topicId().getMostSignificantBits(), found.topicId().getLeastSignificantBits());
            return new Incarnation(found.name(), id, found.partitions().size());
        }
    }

    TopicQueries(Admin admin, Duration timeout, Reachability reachability) {
        this.admin = admin;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
        this.reachability = reachability;
        this.incarnations = new SharedCalls<>(this::askIncarnations);
        this.descriptions = new SharedCalls<>(this::askDescription);
    }

    CompletionStage<Optional<TopicDescription>> describe(String topic) {
        return finish(descriptions.ask(topic));
    }

    CompletionStage<Optional<TopicLimits>> limits(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return finish(orEmpty(admin.describeConfigs(
                        Set.of(resource), new DescribeConfigsOptions().timeoutMs(timeoutMillis))
                .all()
                .toCompletionStage()
                .thenApply(found -> Optional.ofNullable(found.get(resource)).map(TopicQueries::limits))
                .exceptionally(failure -> {
                    if (KafkaFailures.unwrap(failure) instanceof AuthorizationException) {
                        return Optional.empty();
                    }
                    throw new CompletionException(KafkaFailures.unwrap(failure));
                })));
    }

    private static TopicLimits limits(Config config) {
        List<String> policy =
                List.of(value(config, TopicConfig.CLEANUP_POLICY_CONFIG).split(",", -1));
        long retentionMillis = Long.parseLong(value(config, TopicConfig.RETENTION_MS_CONFIG));
        boolean forever = retentionMillis < 0 || !policy.contains(TopicConfig.CLEANUP_POLICY_DELETE);
        return new TopicLimits(
                forever ? Optional.empty() : Optional.of(Duration.ofMillis(retentionMillis)),
                policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private static String value(Config config, String name) {
        return Objects.requireNonNull(config.get(name), "every topic has this setting")
                .value();
    }

    /** The names of all topics but internal ones. */
    CompletionStage<Set<String>> topics() {
        return finish(admin.listTopics(new ListTopicsOptions().timeoutMs(timeoutMillis))
                .names()
                .toCompletionStage()
                .thenApply(Set::copyOf));
    }

    /** The ids that topics have now, in one question; empty: there is no such topic. */
    CompletionStage<Map<String, Optional<UUID>>> topicIds(Set<String> topics) {
        return finish(incarnations.ask(Set.copyOf(topics)).thenApply(found -> {
            Map<String, Optional<UUID>> ids = new HashMap<>();
            topics.forEach(topic ->
                    ids.put(topic, Optional.ofNullable(found.get(topic)).map(Incarnation::id)));
            return ids;
        }));
    }

    /**
     * For each partition the first offset with this time or a later one; the end where there is none. The ends are asked for
     * first: a record that arrives between the two questions then lies at or behind the answer, never before it.
     */
    CompletionStage<List<Long>> offsetsAt(TopicDescription topic, Instant time) {
        int partitions = topic.partitions().size();
        return ofExisting(offsets(topic.name(), partitions, OffsetSpec.latest())
                .thenCompose(ends -> offsets(topic.name(), partitions, OffsetSpec.forTimestamp(time.toEpochMilli()))
                        .thenApply(found -> IntStream.range(0, partitions)
                                .mapToObj(partition -> found.get(partition).offset() < 0
                                        ? ends.get(partition).offset()
                                        : found.get(partition).offset())
                                .toList())));
    }

    /** The leader epoch that each partition is in now; the index is the partition. */
    CompletionStage<List<Integer>> leaderEpochs(TopicDescription topic) {
        return ofExisting(offsets(topic.name(), topic.partitions().size(), OffsetSpec.latest())
                .thenApply(ends -> ends.stream()
                        .map(end -> end.leaderEpoch().orElse(Integer.MAX_VALUE))
                        .toList()));
    }

    private CompletionStage<Optional<TopicDescription>> askDescription(String topic) {
        return orEmpty(incarnations
                .ask(Set.of(topic))
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<TopicDescription>empty())
                        : askRanges(topic, Objects.requireNonNull(found.get(topic), "the topic asked for"))));
    }

    private CompletionStage<Optional<TopicDescription>> askRanges(String topic, Incarnation incarnation) {
        return ranges(topic, incarnation.partitions())
                .thenCombine(
                        askClusterId(),
                        (ranges, cluster) ->
                                Optional.of(new TopicDescription(topic, incarnation.id(), cluster, ranges)));
    }

    private CompletionStage<List<OffsetRange>> ranges(String topic, int partitions) {
        return offsets(topic, partitions, OffsetSpec.earliest())
                .thenCombine(
                        offsets(topic, partitions, OffsetSpec.latest()),
                        (earliest, latest) -> IntStream.range(0, partitions)
                                .mapToObj(partition -> new OffsetRange(
                                        earliest.get(partition).offset(),
                                        latest.get(partition).offset()))
                                .toList());
    }

    /** Those of the topics that are there. */
    private CompletionStage<Map<String, Incarnation>> askIncarnations(Set<String> topics) {
        var asked = admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                .topicNameValues();
        CompletionStage<Map<String, Incarnation>> all = CompletableFuture.completedStage(Map.of());
        for (var topic : asked.values()) {
            CompletionStage<Optional<Incarnation>> one =
                    orEmpty(topic.toCompletionStage().thenApply(found -> Optional.of(Incarnation.of(found))));
            all = all.thenCombine(one, (found, more) -> {
                Map<String, Incarnation> together = new HashMap<>(found);
                more.ifPresent(incarnation -> together.put(incarnation.name(), incarnation));
                return together;
            });
        }
        return all;
    }

    private CompletionStage<List<ListOffsetsResultInfo>> offsets(String topic, int partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        IntStream.range(0, partitions).forEach(partition -> wanted.put(new TopicPartition(topic, partition), spec));
        return admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(timeoutMillis))
                .all()
                .toCompletionStage()
                .thenApply(found -> IntStream.range(0, partitions)
                        .mapToObj(partition -> Objects.requireNonNull(
                                found.get(new TopicPartition(topic, partition)), "every partition is answered"))
                        .toList());
    }

    private CompletionStage<String> askClusterId() {
        String known = clusterId;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMillis))
                .clusterId()
                .toCompletionStage()
                .thenApply(id -> {
                    clusterId = id;
                    return id;
                });
    }

    private static <T> CompletionStage<Optional<T>> orEmpty(CompletionStage<Optional<T>> stage) {
        return stage.exceptionally(failure -> {
            if (KafkaFailures.saysNoSuchTopic(failure)) {
                return Optional.empty();
            }
            throw new CompletionException(KafkaFailures.unwrap(failure));
        });
    }

    /** Of a topic that was there when its description was made. */
    private <T> CompletionStage<T> ofExisting(CompletionStage<T> stage) {
        return finish(stage.exceptionally(failure -> {
            Throwable cause = KafkaFailures.unwrap(failure);
            throw new CompletionException(
                    KafkaFailures.saysNoSuchTopic(cause)
                            ? LogProblems.recreated().asException()
                            : cause);
        }));
    }

    private <T> CompletionStage<T> finish(CompletionStage<T> stage) {
        return KafkaFailures.asProblems(stage.thenApply(answer -> {
            reachability.answered();
            return answer;
        }));
    }
}
