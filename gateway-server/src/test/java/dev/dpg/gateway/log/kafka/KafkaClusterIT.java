package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.log.CollectingListener;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.RecordLogContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before the tests
class KafkaClusterIT extends RecordLogContract {
    private static Producer<byte[], byte[]> producer;
    private static Producer<byte[], byte[]> aborting;
    private static Admin admin;

    private final Set<String> created = new HashSet<>();
    private KafkaCluster cluster;

    @BeforeAll
    static void openClients() {
        producer = TestBroker.producer();
        aborting = TestBroker.transactionalProducer("kafka-cluster-it");
        admin = TestBroker.admin();
    }

    @AfterAll
    static void closeClients() {
        producer.close();
        aborting.close();
        admin.close();
    }

    @Override
    protected RecordLog open() {
        KafkaClusterSettings settings =
                KafkaClusterSettings.of("test", Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        cluster = new KafkaCluster(settings, Thread::new, InstantSource.system());
        return cluster;
    }

    @Override
    protected void createTopic(String name, int partitions) {
        if (!created.add(name)) {
            TestBroker.deleteTopic(name);
        }
        TestBroker.createTopic(name, partitions, Map.of("retention.ms", "-1"));
    }

    @Override
    protected void append(
            String name, int partition, Instant time, @Nullable String key, @Nullable String value, String... headers) {
        ProducerRecord<byte[], byte[]> appended =
                new ProducerRecord<>(name, partition, time.toEpochMilli(), bytes(key), bytes(value));
        for (int header = 0; header < headers.length; header += 2) {
            appended.headers().add(headers[header], bytes(headers[header + 1]));
        }
        var unused = producer.send(appended);
        producer.flush();
    }

    @Override
    protected void appendAborted(String name, int partition, String value) {
        aborting.beginTransaction();
        Future<RecordMetadata> sent = aborting.send(new ProducerRecord<>(name, partition, null, null, bytes(value)));
        aborting.flush();
        aborting.abortTransaction();
        // The broker answers before the marker is in the log.
        Awaitility.await()
                .until(() -> get(cluster.describe(name))
                                .orElseThrow()
                                .partitions()
                                .get(partition)
                                .end()
                        > sent.get().offset() + 1);
    }

    @Override
    protected void expire(String name, int partition, long before) {
        get(admin.deleteRecords(Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(before)))
                .all()
                .toCompletionStage());
    }

    @Test
    void anOpenTransactionHidesWhatFollowsItUntilItEnds() {
        aborting.beginTransaction();
        var unused = aborting.send(new ProducerRecord<>(topic(), 0, null, null, bytes("pending")));
        aborting.flush();
        append(0, "behind");
        CollectingListener listener = follow(0, 0);
        assertThat(describe().partitions().get(0).end()).isZero();
        assertThat(read(0, 0).records()).isEmpty();

        aborting.commitTransaction();

        listener.awaitValues(List.of("pending", "behind"));
    }

    @Test
    void whatNobodyFollowsIsNotFetched() {
        CollectingListener listener = follow(0, 0);
        append(0, "12345");
        listener.awaitValues(List.of("12345"));
        append(1, "x".repeat(100_000));
        append(0, "12345");

        listener.awaitValues(List.of("12345", "12345"));

        assertThat(cluster.fetchedBytes()).isEqualTo(10);
    }

    @Test
    void theClusterCountsAsThereOnceItAnswered() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> cluster.unreachableSince().isEmpty());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
