package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.CollectingListener;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader makes of failures that a real broker can't be asked for, on the consumer that Kafka offers for tests. */
@SuppressWarnings("NullAway.Init") // set before each test
class TailReaderTest {
    private static final UUID TOPIC_ID = new UUID(0, 1);
    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final Queue<MockConsumer<ByteBuffer, ByteBuffer>> consumers = new ConcurrentLinkedQueue<>();
    private final CollectingListener first = new CollectingListener(0);
    private final CollectingListener second = new CollectingListener(0);
    private Admin admin;
    private TailReaders tail;

    @BeforeEach
    void followTwoPartitions() {
        KafkaClusterSettings settings = KafkaClusterSettings.of("test", Map.of("bootstrap.servers", "127.0.0.1:1"));
        admin = new KafkaClients(settings).admin();
        Reachability reachability = new Reachability("test", admin, InstantSource.system());
        LostPositions lost = new LostPositions(new TopicQueries(admin, Duration.ofSeconds(1), reachability));
        tail = new TailReaders(List.of(new TailReader(
                "tail-0",
                this::consumer,
                new LogBatches(),
                lost,
                new Delays(scheduler),
                new ReaderThread.Factory(Thread::new, "test"))));
        tail.follow(new PartitionId("orders", TOPIC_ID, 0), PartitionPosition.at(0), first);
        tail.follow(new PartitionId("orders", TOPIC_ID, 1), PartitionPosition.at(0), second);
        Awaitility.await().until(() -> !consumers.isEmpty());
        awaitAssignment(Set.of(FIRST, SECOND));
    }

    @AfterEach
    void close() {
        tail.close();
        scheduler.shutdownNow();
        admin.close(Duration.ZERO);
    }

    @Test
    void aBrokenPartitionIsSetAsideAndTheOthersGoOn() {
        KafkaException broken = new KafkaException("Record batch for partition orders-0 at offset 0 is invalid");
        latest().schedulePollTask(() -> {
            throw broken;
        });

        awaitAssignment(Set.of(SECOND));
        latest().schedulePollTask(() -> add(SECOND, 0, "a"));

        second.awaitValues(List.of("a"));
        assertThat(first.problem()).isNull();
    }

    @Test
    void aConsumerThatIsBeyondRecoveryIsReplacedAndNothingIsMissedOrRepeated() {
        latest().schedulePollTask(() -> add(FIRST, 0, "a"));
        first.awaitValues(List.of("a"));
        latest().schedulePollTask(() -> {
            throw new IllegalStateException("broken on purpose");
        });

        Awaitility.await().until(() -> consumers.size() == 2);
        awaitAssignment(Set.of(FIRST, SECOND));
        latest().schedulePollTask(() -> {
            assertThat(latest().position(FIRST)).isEqualTo(1);
            add(FIRST, 1, "b");
        });

        first.awaitValues(List.of("a", "b"));
        assertThat(consumers.element().closed()).isTrue();
    }

    private Consumer<ByteBuffer, ByteBuffer> consumer() {
        MockConsumer<ByteBuffer, ByteBuffer> consumer = new MockConsumer<>("none");
        consumer.updateEndOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        consumers.add(consumer);
        return consumer;
    }

    private MockConsumer<ByteBuffer, ByteBuffer> latest() {
        return List.copyOf(consumers).get(consumers.size() - 1);
    }

    private void awaitAssignment(Set<TopicPartition> expected) {
        Awaitility.await().until(() -> latest().assignment().equals(expected));
    }

    private void add(TopicPartition partition, long offset, String value) {
        latest().addRecord(new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, null, StandardCharsets.UTF_8.encode(value)));
    }
}
