package dev.dpg.gateway.log.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeProducersOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** What the watch asks, many topics at a time. What has no answer is missing in the answer. Thread-safe. */
final class WatchQueries {
    private final Admin admin;
    private final int timeoutMillis;

    /**
     * The offsets of a partition.
     *
     * @param earliest the earliest retained one
     * @param lastStable the last stable one
     * @param end the high watermark, asked for before the last stable one
     */
    record Offsets(long earliest, long lastStable, long end) {}

    /**
     * A transaction that is open in a partition.
     *
     * @param producerId whose
     * @param startOffset of its first record
     */
    record OpenTransaction(long producerId, long startOffset) {}

    WatchQueries(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /** The topics; empty: there is no such topic. */
    CompletionStage<Map<String, Optional<TopicDescription>>> describe(Set<String> topics) {
        var asked = admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                .topicNameValues();
        Map<String, CompletionStage<Optional<Optional<TopicDescription>>>> answers = new HashMap<>();
        asked.forEach(
                (topic, answer) -> answers.put(topic, answer.toCompletionStage().handle(WatchQueries::described)));
        return together(answers);
    }

    private static Optional<Optional<TopicDescription>> described(
            @Nullable TopicDescription found, @Nullable Throwable failure) {
        if (failure == null) {
            return Optional.of(Optional.ofNullable(found));
        }
        return KafkaFailures.saysNoSuchTopic(failure) ? Optional.of(Optional.empty()) : Optional.empty();
    }

    /** How long the topics keep their records; empty: without a limit. */
    CompletionStage<Map<String, Optional<Duration>>> retentions(Set<String> topics) {
        var resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, CompletionStage<Optional<Optional<Duration>>>> answers = new HashMap<>();
        admin.describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(timeoutMillis))
                .values()
                .forEach((resource, answer) -> answers.put(resource.name(), orEmpty(answer, WatchQueries::retention)));
        return together(answers);
    }

    private static Optional<Duration> retention(Config config) {
        ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        ConfigEntry time = config.get(TopicConfig.RETENTION_MS_CONFIG);
        boolean deletes = policy == null || String.valueOf(policy.value()).contains(TopicConfig.CLEANUP_POLICY_DELETE);
        long millis = time == null || time.value() == null ? -1 : Long.parseLong(time.value());
        return deletes && millis >= 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }

    /** The offsets of partitions that have a leader. */
    CompletionStage<Map<TopicPartition, Offsets>> offsets(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED)
                .thenCompose(ends -> offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED)
                        .thenCombine(
                                offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED),
                                (stable, earliest) -> {
                                    Map<TopicPartition, Offsets> all = new HashMap<>();
                                    earliest.forEach((partition, first) -> {
                                        Long last = stable.get(partition);
                                        Long end = ends.get(partition);
                                        if (last != null && end != null) {
                                            all.put(partition, new Offsets(first, last, end));
                                        }
                                    });
                                    return all;
                                }));
    }

    private CompletionStage<Map<TopicPartition, Long>> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        var asked = admin.listOffsets(wanted, new ListOffsetsOptions(isolation).timeoutMs(timeoutMillis));
        Map<TopicPartition, CompletionStage<Optional<Long>>> answers = new HashMap<>();
        partitions.forEach(partition ->
                answers.put(partition, orEmpty(asked.partitionResult(partition), found -> found.offset())));
        return together(answers);
    }

    /** The transaction that has been open longest; empty: none is. */
    CompletionStage<Optional<OpenTransaction>> openTransaction(TopicPartition partition) {
        return admin.describeProducers(List.of(partition), new DescribeProducersOptions().timeoutMs(timeoutMillis))
                .partitionResult(partition)
                .toCompletionStage()
                .thenApply(found -> found.activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .min(Comparator.comparingLong(WatchQueries::start))
                        .map(producer -> new OpenTransaction(producer.producerId(), start(producer))));
    }

    private static long start(ProducerState producer) {
        return producer.currentTransactionStartOffset().orElse(Long.MAX_VALUE);
    }

    private static <A, B> CompletionStage<Optional<B>> orEmpty(KafkaFuture<A> answer, Function<A, B> use) {
        return answer.toCompletionStage()
                .handle((found, failure) -> failure == null ? Optional.of(use.apply(found)) : Optional.empty());
    }

    /** Those that have an answer. */
    private static <K, V> CompletionStage<Map<K, V>> together(Map<K, CompletionStage<Optional<V>>> answers) {
        CompletionStage<Map<K, V>> all = CompletableFuture.completedStage(new HashMap<>());
        for (Map.Entry<K, CompletionStage<Optional<V>>> answer : answers.entrySet()) {
            all = all.thenCombine(answer.getValue(), (found, value) -> {
                value.ifPresent(there -> found.put(answer.getKey(), there));
                return found;
            });
        }
        return all;
    }
}
