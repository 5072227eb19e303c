package dev.dpg.system.faults.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What the harness asks of Kafka, by Kafka's own client. Thread-safe; every method blocks. */
public final class KafkaAdmin implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int REPLICAS = 3;

    private final Admin admin;

    /** Connects when it is first used. */
    public KafkaAdmin(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 30_000));
    }

    /** Waits until all brokers are there. */
    public void awaitBrokers() {
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> get(admin.describeCluster().nodes()).size() == Brokers.COUNT);
    }

    /**
     * Makes a topic with three replicas, two of which have to have what is acknowledged; returns its id when it is led.
     *
     * @param config of the topic
     */
    public String create(String topic, int partitions, Map<String, String> config) {
        NewTopic wanted = new NewTopic(topic, partitions, (short) REPLICAS).configs(config);
        String id = await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(
                        () -> get(admin.createTopics(List.of(wanted)).topicId(topic))
                                .toString(),
                        created -> true);
        await().atMost(TIMEOUT).ignoreExceptions().until(() -> id.equals(id(topic)));
        awaitReplicas(topic);
        return id;
    }

    /** Deletes a topic, and returns when it is gone for everybody who asks. */
    public void delete(String topic) {
        get(admin.deleteTopics(List.of(topic)).all());
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> !get(admin.listTopics().names()).contains(topic));
    }

    /** Has a topic have so many partitions. */
    public void grow(String topic, int partitions) {
        get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all());
        awaitReplicas(topic);
    }

    /** The topic's id. */
    public String id(String topic) {
        return describe(topic).topicId().toString();
    }

    /** Its number of partitions. */
    public int partitions(String topic) {
        return describe(topic).partitions().size();
    }

    /** The broker that leads a partition. */
    public int leader(String topic, int partition) {
        return describe(topic).partitions().get(partition).leader().id();
    }

    /** Waits until every partition is led and has all its replicas in step. */
    public void awaitReplicas(String topic) {
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> describe(topic).partitions().stream().allMatch(KafkaAdmin::isWhole));
    }

    /** Waits until everything written to a topic is committed or aborted for readers, too. */
    public void awaitNoOpenTransaction(String topic) {
        await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> ends(topic, IsolationLevel.READ_COMMITTED)
                        .equals(ends(topic, IsolationLevel.READ_UNCOMMITTED)));
    }

    /** By partition, one beyond the last offset that committed readers may read. */
    public Map<Integer, Long> stableEnds(String topic) {
        return ends(topic, IsolationLevel.READ_COMMITTED);
    }

    /** Has retention take everything before these offsets, by partition. */
    public void expire(String topic, Map<Integer, Long> before) {
        get(admin.deleteRecords(before.entrySet().stream()
                        .collect(Collectors.toMap(
                                end -> new TopicPartition(topic, end.getKey()),
                                end -> RecordsToDelete.beforeOffset(end.getValue()))))
                .all());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private Map<Integer, Long> ends(String topic, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> question = describe(topic).partitions().stream()
                .collect(Collectors.toMap(
                        info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
        return get(admin.listOffsets(question, new ListOffsetsOptions(isolation))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    /** Brokers learn of a topic one after the other, and any of them may be asked. */
    private TopicDescription describe(String topic) {
        return await().atMost(TIMEOUT)
                .ignoreExceptions()
                .until(
                        () -> get(admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic),
                        Objects::nonNull);
    }

    private static boolean isWhole(TopicPartitionInfo partition) {
        return partition.leader() != null
                && partition.isr().size() == partition.replicas().size();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka refused: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka works", e);
        }
    }
}
