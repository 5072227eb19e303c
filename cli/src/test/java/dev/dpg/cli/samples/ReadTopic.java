package dev.dpg.cli.samples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed in a topic, as an independent consumer sees it. */
final class ReadTopic {
    private ReadTopic() {}

    /** All records up to the end that the topic has now, partition by partition. */
    static List<ConsumerRecord<String, String>> all(String servers, SampleTopic topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                records.addAll(all(consumer, new TopicPartition(topic.topicName(), partition)));
            }
        }
        return records;
    }

    private static List<ConsumerRecord<String, String>> all(
            KafkaConsumer<String, String> consumer, TopicPartition partition) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        List<TopicPartition> assignment = List.of(partition);
        consumer.assign(assignment);
        consumer.seekToBeginning(assignment);
        long end = consumer.endOffsets(assignment).values().iterator().next();
        while (consumer.position(partition) < end) {
            records.addAll(consumer.poll(Duration.ofMillis(100)).records(partition));
        }
        return records;
    }
}
