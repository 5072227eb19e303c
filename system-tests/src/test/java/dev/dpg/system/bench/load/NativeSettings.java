package dev.dpg.system.bench.load;

import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka's own consumer, as the rival has it; the naive gateway's consumers are the same. */
public final class NativeSettings {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final Map<String, Object> SETTINGS = Map.of(
            "max.poll.records",
            5_000,
            "receive.buffer.bytes",
            MEBIBYTE,
            "check.crcs",
            true,
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "none",
            "enable.metrics.push",
            false);

    private NativeSettings() {}

    /** A consumer that has all partitions of a topic, and no position yet. */
    public static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String topic, int partitions) {
        Properties properties = new Properties();
        properties.putAll(SETTINGS);
        properties.put("bootstrap.servers", bootstrapServers);
        var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList());
        return consumer;
    }
}
