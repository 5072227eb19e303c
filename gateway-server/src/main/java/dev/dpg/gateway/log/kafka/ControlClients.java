package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.ControlLog;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the Kafka clients of one control topic: the caller's properties (addresses, credentials) below, what correctness
 * rests on above them. Thread-safe; the clients connect by themselves, so nothing blocks here for longer than a name
 * look-up. Every client fails with {@link org.apache.kafka.common.KafkaException}, also when it is made.
 */
final class ControlClients {
    /** A batch of one largest record, with room for headers and framing. */
    static final int BATCH_BYTES_MAX = ControlLog.RECORD_BYTES_MAX + 64 * 1024;

    private static final int REQUEST_TIMEOUT_MS = 5_000;

    /** Includes taking the pen from another writer whose transaction is open: the coordinator aborts it first. */
    private static final int WRITE_TIMEOUT_MS = 15_000;

    private static final int RECONNECT_BACKOFF_MAX_MS = 1_000;

    private final String topic;
    private final Map<String, String> clientProperties;
    private final AtomicInteger made = new AtomicInteger();

    ControlClients(String topic, Map<String, String> clientProperties) {
        this.topic = topic;
        this.clientProperties = Map.copyOf(clientProperties);
    }

    String topic() {
        return topic;
    }

    /** What logs call it: without the prefix that all control topics share. */
    String label() {
        return "state \"" + topic.substring(topic.lastIndexOf('.') + 1) + "\"";
    }

    /** The only partition. */
    TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    Admin admin() {
        Map<String, Object> properties = properties("admin");
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return Admin.create(properties);
    }

    /** Sees only what was committed; where its position is out of range it fails instead of jumping. */
    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = properties("reader");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BATCH_BYTES_MAX);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** One transactional id for all gateways: initialising one producer fences all others. */
    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = properties("writer");
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, BATCH_BYTES_MAX);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WRITE_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MS);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, WRITE_TIMEOUT_MS);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Without a transaction, so it fences nobody; a retry writes nothing twice. */
    KafkaProducer<byte[], byte[]> appender() {
        Map<String, Object> properties = properties("appender");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, BATCH_BYTES_MAX);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WRITE_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MS);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> properties(String role) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(
                CommonClientConfigs.CLIENT_ID_CONFIG, "dpg-" + topic + "-" + role + "-" + made.incrementAndGet());
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_BACKOFF_MAX_MS);
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return properties;
    }
}
