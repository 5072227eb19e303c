package dev.dpg.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests ask of a broker, each with a client of its own. All of it blocks. */
final class Clients {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Clients() {}

    static Uuid createTopic(String servers, String topic) throws Exception {
        return createTopic(servers, topic, 1);
    }

    static Uuid createTopic(String servers, String topic, int replicas) throws Exception {
        try (Admin admin = Admin.create(config(servers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) replicas)))
                    .all()
                    .get();
        }
        return topicId(servers, topic);
    }

    static Uuid topicId(String servers, String topic) throws Exception {
        try (Admin admin = Admin.create(config(servers))) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .topicId();
        }
    }

    /** Which node leads the topic's only partition. */
    static int leader(String servers, String topic) throws Exception {
        try (Admin admin = Admin.create(config(servers))) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .get(0)
                    .leader()
                    .id();
        }
    }

    /** Appends the values in one transaction. */
    static void produce(String servers, String topic, String... values) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "transactional.id", "test");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                // A failed send fails the commit.
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, value));
            }
            producer.commitTransaction();
        }
    }

    /** Reads so many values from the beginning, through a group. */
    static List<String> consume(String servers, String topic, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", servers,
                "group.id", "test",
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100))
                        .records(new TopicPartition(topic, 0))
                        .forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static Map<String, Object> config(String servers) {
        return Map.of("bootstrap.servers", servers);
    }
}
