package dev.dpg.gateway.log.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The topic itself: makes it, checks it, tells where it ends. Thread-safe; every method blocks, at most
 * {@link #ANSWER_TIMEOUT} for each question it asks, and fails with a {@link KafkaException}.
 */
final class ControlTopic implements AutoCloseable {
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private static final int REPLICAS_MAX = 3;

    private final ControlClients clients;
    private final ControlRetention retention;
    private @Nullable Admin admin;
    private boolean closed;

    ControlTopic(ControlClients clients, ControlRetention retention) {
        this.clients = clients;
        this.retention = retention;
    }

    /** How long a tombstone stays, so that a reader sees it that was away for less. */
    Duration tombstonesKept() {
        return retention.tombstonesKept();
    }

    /** The topic's id; makes the topic where there is none. */
    Uuid ensure() {
        try {
            return checked(description());
        } catch (UnknownTopicOrPartitionException missing) {
            create();
            return checked(description());
        }
    }

    /** The last stable offset: all that was committed, and answered as complete by the coordinator, lies before it. */
    long end() {
        TopicPartition partition = clients.partition();
        var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        return answer(admin().listOffsets(Map.of(partition, OffsetSpec.latest()), options)
                        .partitionResult(partition))
                .offset();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private TopicDescription description() {
        String name = clients.topic();
        return of(answer(admin().describeTopics(List.of(name)).allTopicNames()), name);
    }

    /** A topic that somebody made in another way would lose state or order, so it is refused rather than used. */
    private Uuid checked(TopicDescription topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, clients.topic());
        Config config = of(answer(admin().describeConfigs(Set.of(resource)).all()), resource);
        String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (topic.partitions().size() != 1 || !TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
            throw new MisconfiguredTopicException(
                    "its topic has " + topic.partitions().size()
                            + " partitions and cleanup.policy=" + policy
                            + "; it needs one partition and cleanup.policy=compact: delete it if it holds nothing, and it is made anew");
        }
        return topic.topicId();
    }

    private void create() {
        int brokers = answer(admin().describeCluster().nodes()).size();
        int replicas = Math.min(REPLICAS_MAX, brokers);
        NewTopic topic = new NewTopic(clients.topic(), 1, (short) replicas)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Integer.toString(Math.max(1, replicas - 1)),
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                        "false",
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        Long.toString(retention.tombstonesKept().toMillis()),
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Integer.toString(retention.segmentBytes()),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(retention.segmentAge().toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(ControlClients.BATCH_BYTES_MAX)));
        try {
            answer(admin().createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // Another gateway was faster and made the same one.
        }
    }

    private synchronized Admin admin() {
        if (closed) {
            throw new KafkaException("closed");
        }
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }

    private static <K, T> T of(Map<K, T> answers, K question) {
        return Objects.requireNonNull(answers.get(question), "an answer without what was asked for");
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
