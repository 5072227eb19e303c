package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.log.CollectingListener;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One reader of history reads several partitions in turns, which it fetches ahead for: each read brings what follows its place. */
class AlternatingReadsIT {
    private static final int PARTITIONS = 7;
    private static final int RECORDS = 1_500;
    private static final int FETCH_BYTES = 64 * 1024;
    private static final int READS = 600;

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final String topic = TestBroker.uniqueName("alternating");
    private final KafkaCluster cluster = new KafkaCluster(
            new KafkaClusterSettings(
                    "test",
                    Map.of("bootstrap.servers", TestBroker.bootstrapServers()),
                    1,
                    FETCH_BYTES,
                    1,
                    FETCH_BYTES,
                    100,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20)),
            Thread::new,
            InstantSource.system());

    @BeforeEach
    void fill() {
        TestBroker.createTopic(topic, PARTITIONS, Map.of());
        try (Producer<byte[], byte[]> producer = TestBroker.producer()) {
            for (int record = 0; record < RECORDS; record++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    byte[] value = value(partition, record).getBytes(StandardCharsets.UTF_8);
                    var unused = producer.send(new ProducerRecord<>(topic, partition, null, value));
                }
            }
        }
    }

    @AfterEach
    void close() {
        cluster.close();
        TestBroker.deleteTopic(topic);
    }

    @Test
    void eachReadBringsWhatFollowsItsPlace() {
        UUID topicId = cluster.describe(topic)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join()
                .orElseThrow()
                .id();
        long[] next = new long[PARTITIONS];
        for (int read = 0; read < READS; read++) {
            int number = random.nextInt(PARTITIONS);
            if (random.nextInt(20) == 0) {
                next[number] = random.nextInt(RECORDS + 1);
            }
            PartitionId partition = new PartitionId(topic, topicId, number);
            List<String> values = new ArrayList<>();
            LogBatch batch = cluster.catchUp()
                    .read(partition, PartitionPosition.at(next[number]), found -> {
                        found.records().forEach(record -> values.add(CollectingListener.text(record)));
                        return found;
                    })
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();

            String place = "seed %d, read %d of partition %d at %d".formatted(seed, read, number, next[number]);
            assertThat(batch.fromOffset()).as(place).isEqualTo(next[number]);
            assertThat(batch.nextOffset() > next[number] || next[number] == RECORDS)
                    .as(place)
                    .isTrue();
            for (int i = 0; i < values.size(); i++) {
                assertThat(values.get(i)).as(place).isEqualTo(value(number, next[number] + i));
            }
            assertThat(next[number] + values.size()).as(place).isEqualTo(batch.nextOffset());
            next[number] = batch.nextOffset() == RECORDS ? 0 : batch.nextOffset();
        }
    }

    private static String value(int partition, long record) {
        return "%d/%d ".formatted(partition, record).repeat(40);
    }
}
