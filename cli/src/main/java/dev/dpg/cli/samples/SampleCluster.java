package dev.dpg.cli.samples;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The cluster that the samples go to: its topics, and what they hold already. All methods block. */
final class SampleCluster {
    /** How long a cluster may take to answer a question. */
    private static final Map<String, String> ANSWER_TIMEOUT = Map.of("default.api.timeout.ms", "30000");

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    /** One batch of each partition is fetched in any case, and that is enough. */
    private static final String LOOK_BYTES = "1024";

    private final Map<String, String> clientProperties;

    SampleCluster(Map<String, String> clientProperties) {
        this.clientProperties = Map.copyOf(clientProperties);
    }

    /** Creates those of the topics that are missing; one that exists is left as it is. */
    void createMissing(Collection<SampleTopic> topics) {
        try (Admin admin = Admin.create(configWith(ANSWER_TIMEOUT))) {
            Collection<KafkaFuture<Void>> created = admin.createTopics(
                            topics.stream().map(SampleCluster::newTopic).toList())
                    .values()
                    .values();
            for (KafkaFuture<Void> one : created) {
                await(one);
            }
        }
    }

    /** Those of the topics that exist and have a committed record. */
    Set<SampleTopic> withRecords(Collection<SampleTopic> topics) {
        Set<SampleTopic> found = EnumSet.noneOf(SampleTopic.class);
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, SampleTopic> open = new HashMap<>();
            for (SampleTopic topic : topics) {
                partitions(consumer, topic).forEach(partition -> open.put(partition, topic));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(open.keySet());
            consumer.assign(open.keySet());
            consumer.seekToBeginning(open.keySet());
            // Offsets alone don't tell: an aborted load leaves offsets without a record that anybody sees.
            while (leaveDecided(open, found, consumer, ends)) {
                consumer.poll(POLL_TIMEOUT)
                        .partitions()
                        .forEach(partition ->
                                found.add(Objects.requireNonNull(open.get(partition), "a partition that is read")));
            }
        }
        return found;
    }

    /** Reads no further where a record was found or the end is reached, and tells whether anything is left to read. */
    private static boolean leaveDecided(
            Map<TopicPartition, SampleTopic> open,
            Set<SampleTopic> found,
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends) {
        open.entrySet()
                .removeIf(one -> found.contains(one.getValue())
                        || consumer.position(one.getKey()) >= ends.getOrDefault(one.getKey(), 0L));
        consumer.assign(open.keySet());
        return !open.isEmpty();
    }

    /** How many offsets of the topic are used, all partitions together. */
    long usedOffsets(SampleTopic topic) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** A producer with these properties besides those of the cluster; whoever asks closes it. */
    Producer<byte[], byte[]> producer(Map<String, String> properties) {
        return new KafkaProducer<>(configWith(properties), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = configWith(ANSWER_TIMEOUT);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        config.put("allow.auto.create.topics", "false"); // they have a layout of their own
        config.put("max.partition.fetch.bytes", LOOK_BYTES);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, SampleTopic topic) {
        return consumer.partitionsFor(topic.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static NewTopic newTopic(SampleTopic topic) {
        return new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty())
                .configs(topic.configs());
    }

    private static void await(KafkaFuture<Void> created) {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new SampleException(
                        "the sample topics could not be created (" + e.getCause()
                                + "): check that Kafka can be reached and lets you create topics, and start again",
                        e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SampleException("the creation of the sample topics was interrupted", e);
        }
    }

    private Map<String, Object> configWith(Map<String, String> more) {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.putAll(more);
        return config;
    }
}
