package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.log.CollectingListener;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.PartitionTail.Following;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A topic is deleted and created anew under those who read it, and filled beyond their position at once, so that the
 * position is as good in the new log as it was in the old one. Nobody may be given a record of the wrong one.
 */
@SuppressWarnings("NullAway.Init") // set before each test
class WrongLogIT {
    private static final int ROUNDS = 12;

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final String topic = TestBroker.uniqueName("wrong-log");
    private final String warm = TestBroker.uniqueName("warm");
    private Admin admin;
    private KafkaCluster cluster;
    private int records;
    private int log;
    private UUID topicId;

    @BeforeEach
    void open() {
        KafkaClusterSettings settings =
                KafkaClusterSettings.of("test", Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        cluster = new KafkaCluster(settings, Thread::new, InstantSource.system());
        admin = TestBroker.admin();
        TestBroker.createTopic(topic, 1, Map.of());
        TestBroker.createTopic(warm, 1, Map.of());
    }

    @AfterEach
    void close() {
        cluster.close();
        admin.close();
    }

    @Test
    void liveTailIsToldAndGivenNoRecordOfTheNewLog() {
        createAnew(10);
        for (int round = 1; round <= ROUNDS; round++) {
            CollectingListener listener = new CollectingListener(0);
            try (Following following = cluster.tail().follow(partition(), PartitionPosition.at(0), listener)) {
                assertThat(following).isNotNull();
                listener.awaitNext(records);
                int before = log;

                createAnew(records + 1 + random.nextInt(200));

                listener.awaitFailure(Reason.TOPIC_RECREATED);
                assertThat(listener.values())
                        .as("seed %d round %d", seed, round)
                        .allMatch(value -> value.equals("log " + before));
            }
        }
    }

    @Test
    void readsOfHistoryThatGoOnAreGivenNoRecordOfTheNewLog() {
        createAnew(10);
        for (int round = 1; round <= ROUNDS; round++) {
            int before = log;
            List<String> read = new CopyOnWriteArrayList<>();
            CompletionStage<Reason> reading = readOn(partition(), 0, read);

            createAnew(records + 1 + random.nextInt(200));

            assertThat(reading.toCompletableFuture()
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join())
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(Reason.TOPIC_RECREATED);
            assertThat(read).as("seed %d round %d", seed, round).allMatch(value -> value.equals("log " + before));
        }
    }

    /** Reads again and again from where the last read ended, until it is refused. */
    private CompletionStage<Reason> readOn(PartitionId partition, long from, List<String> values) {
        return cluster.catchUp()
                .read(partition, PartitionPosition.at(from), batch -> {
                    batch.records().forEach(record -> values.add(CollectingListener.text(record)));
                    return batch.nextOffset();
                })
                .handle((next, failure) -> failure == null
                        ? readOn(partition, next, values)
                        : CompletableFuture.completedStage(reason(failure)))
                .thenCompose(stage -> stage);
    }

    private static Reason reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ProblemException known ? known.problem().reason() : Reason.INTERNAL;
    }

    /** As fast as it goes: the producer is there already, and waits for nothing but the topic. */
    private void createAnew(int newRecords) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        TestBroker.bootstrapServers(),
                        "retry.backoff.ms",
                        1,
                        "retry.backoff.max.ms",
                        1,
                        "enable.metrics.push",
                        false),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.partitionsFor(warm);
            log++;
            records = newRecords;
            admin.deleteTopics(List.of(topic)).all().get();
            Uuid id = admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                    .topicId(topic)
                    .get();
            topicId = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
            for (int i = 0; i < newRecords; i++) {
                var unused = producer.send(
                        new ProducerRecord<>(topic, 0, null, ("log " + log).getBytes(StandardCharsets.UTF_8)));
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the topic was not created anew", e);
        }
    }

    private PartitionId partition() {
        return new PartitionId(topic, topicId, 0);
    }
}
