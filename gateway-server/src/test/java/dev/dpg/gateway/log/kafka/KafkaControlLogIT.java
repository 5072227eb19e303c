package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlLogContract;
import dev.dpg.gateway.log.HeardRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class KafkaControlLogIT extends ControlLogContract {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final String topic = TestBroker.uniqueName("__dpg.control");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Override
    protected ControlLog open() {
        Map<String, String> properties = Map.of("bootstrap.servers", TestBroker.bootstrapServers());
        return new KafkaControlLog(
                topic,
                properties,
                ControlRetention.NEWS,
                Thread::new,
                () -> now.updateAndGet(time -> time.plusMillis(100)));
    }

    @Test
    void theTopicIsMadeWithOnePartitionCompactedAndAsManyReplicasAsThereAreBrokers() throws Exception {
        writable(another());

        try (Admin admin = TestBroker.admin()) {
            TopicDescription made = Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
            assertThat(made.partitions()).hasSize(1);
            assertThat(made.partitions().get(0).replicas()).hasSize(1);
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Config config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(config.get("segment.bytes").value()).isEqualTo("8388608");
            assertThat(config.get("segment.ms").value()).isEqualTo("600000");
            assertThat(config.get("delete.retention.ms").value()).isEqualTo("3600000");
            assertThat(config.get("min.insync.replicas").value()).isEqualTo("1");
            assertThat(Integer.parseInt(config.get("max.message.bytes").value()))
                    .isGreaterThan(ControlLog.RECORD_BYTES_MAX);
        }
    }

    @Test
    void aTopicMadeInAnotherWayIsNotRead() {
        TestBroker.createTopic(topic, 3, Map.of());
        HeardRecords heard = follow(another());

        await().during(Duration.ofSeconds(2)).atMost(WITHIN).until(() -> !heard.isConfirmed());
    }

    @Test
    void anOpenTransactionOfADeadWriterIsAbortedByTheNextClaim() throws Exception {
        ControlLog ours = writable(another());
        try (Producer<byte[], byte[]> dead = TestBroker.transactionalProducer(topic)) {
            dead.beginTransaction();
            dead.send(new ProducerRecord<>(topic, new byte[] {'a'}, new byte[] {'1'}))
                    .get();

            write(ours, record("b", "ours"));
        }

        HeardRecords heard = follow(another());
        await().atMost(WITHIN).until(heard::isConfirmed);
        assertThat(heard.table()).containsOnlyKeys("b");
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginning() {
        ControlLog ours = another();
        HeardRecords heard = follow(ours);
        await().atMost(WITHIN).until(heard::isConfirmed);
        write(ours, record("a", "1"));
        await().atMost(WITHIN).until(() -> heard.table().containsKey("a"));

        TestBroker.deleteTopic(topic);

        await().atMost(Duration.ofSeconds(60)).until(() -> heard.restarts() > 0 && heard.isConfirmed());
        assertThat(heard.table()).isEmpty();
    }
}
