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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    private KafkaCluster cluster;
    private int log;
    private UUID topicId;

    @BeforeEach
    void open() {
        KafkaClusterSettings settings =
                KafkaClusterSettings.of("test", Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        cluster = new KafkaCluster(settings, Thread::new, InstantSource.system());
        topicId = TestBroker.createTopic(topic, 1, Map.of());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void liveTailIsToldAndGivenNoRecordOfTheNewLog() {
        for (int round = 1; round <= ROUNDS; round++) {
            int count = 1 + random.nextInt(50);
            write(count);
            CollectingListener listener = new CollectingListener(0);
            try (Following following = cluster.tail().follow(partition(), PartitionPosition.at(0), listener)) {
                assertThat(following).isNotNull();
                listener.awaitNext(count);
                int before = log;

                createAnew(count + random.nextInt(200));

                listener.awaitFailure(Reason.TOPIC_RECREATED);
                assertThat(listener.values())
                        .as("seed %d round %d", seed, round)
                        .hasSize(count)
                        .allMatch(value -> value.equals("log " + before));
            }
            createAnew(0);
        }
    }

    @Test
    void readsOfHistoryThatGoOnAreGivenNoRecordOfTheNewLog() {
        for (int round = 1; round <= ROUNDS; round++) {
            int count = 1 + random.nextInt(50);
            write(count);
            int before = log;
            List<String> read = new CopyOnWriteArrayList<>();
            CompletionStage<Reason> reading = readOn(partition(), 0, read);
            if (random.nextBoolean()) {
                write(random.nextInt(50));
            }

            createAnew(300 + random.nextInt(200));

            Reason end = reading.toCompletableFuture()
                    .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            assertThat(end).as("seed %d round %d", seed, round).isEqualTo(Reason.TOPIC_RECREATED);
            assertThat(read).as("seed %d round %d", seed, round).allMatch(value -> value.equals("log " + before));
            createAnew(0);
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
                        : java.util.concurrent.CompletableFuture.completedStage(reason(failure)))
                .thenCompose(stage -> stage);
    }

    private static Reason reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ProblemException known ? known.problem().reason() : Reason.INTERNAL;
    }

    private void createAnew(int records) {
        TestBroker.deleteTopic(topic);
        log++;
        topicId = TestBroker.createTopic(topic, 1, Map.of());
        write(records);
    }

    private void write(int records) {
        try (Producer<byte[], byte[]> producer = TestBroker.producer()) {
            for (int i = 0; i < records; i++) {
                var unused = producer.send(
                        new ProducerRecord<>(topic, 0, null, ("log " + log).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private PartitionId partition() {
        return new PartitionId(topic, topicId, 0);
    }
}
