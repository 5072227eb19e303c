package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.CollectingListener;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.problem.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
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
    private final AtomicLong metadataUpdates = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Optional<UUID> topicId = Optional.of(TOPIC_ID);
    private volatile boolean silent;
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

    @Test
    void aWantOfMemoryDoesNotEndTheReader() {
        latest().schedulePollTask(() -> {
            throw new OutOfMemoryError("Cannot reserve 2097265 bytes of direct buffer memory, on purpose");
        });

        Awaitility.await().until(() -> consumers.size() == 2);
        awaitAssignment(Set.of(FIRST, SECOND));
        latest().schedulePollTask(() -> add(FIRST, 0, "a"));

        first.awaitValues(List.of("a"));
        assertThat(first.problem()).isNull();
    }

    @Test
    void whatIsPolledAfterAnUpdateOfTheMetadataIsPassedOnOnlyIfTheTopicIsStillTheOneMeant() {
        latest().schedulePollTask(() -> add(FIRST, 0, "a"));
        first.awaitValues(List.of("a"));
        topicId = Optional.of(new UUID(0, 2));
        latest().schedulePollTask(() -> {
            metadataUpdates.incrementAndGet();
            add(FIRST, 1, "of another log");
        });

        first.awaitFailure(Reason.TOPIC_RECREATED);
        assertThat(first.values()).containsExactly("a");
        assertThat(second.problem()).isNull();
    }

    @Test
    void topicIsNotAskedForAgainWithoutAnUpdateOfTheMetadata() {
        latest().schedulePollTask(() -> add(FIRST, 0, "a"));
        first.awaitValues(List.of("a"));
        int before = asked.get();
        latest().schedulePollTask(() -> add(FIRST, 1, "b"));
        first.awaitValues(List.of("a", "b"));

        assertThat(asked).hasValue(before);
    }

    @Test
    void whatCanNotBeVerifiedIsReadAgainWhenItCan() {
        latest().schedulePollTask(() -> add(FIRST, 0, "a"));
        first.awaitValues(List.of("a"));
        silent = true;
        latest().schedulePollTask(() -> {
            metadataUpdates.incrementAndGet();
            add(FIRST, 1, "b");
        });
        int before = asked.get();
        Awaitility.await().until(() -> asked.get() > before);
        assertThat(first.values()).containsExactly("a");

        silent = false;
        Awaitility.await().until(() -> latest().assignment().contains(FIRST));
        latest().schedulePollTask(() -> add(FIRST, latest().position(FIRST), "b"));

        first.awaitValues(List.of("a", "b"));
    }

    private CompletionStage<Map<String, Optional<UUID>>> topicIds(Set<String> topics) {
        asked.incrementAndGet();
        return silent
                ? CompletableFuture.failedStage(new DisconnectException())
                : CompletableFuture.completedStage(Map.of("orders", topicId));
    }

    private CheckedConsumer consumer() {
        MockConsumer<ByteBuffer, ByteBuffer> consumer = new MockConsumer<>("none");
        consumer.updateEndOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        consumers.add(consumer);
        return new CheckedConsumer(consumer, metadataUpdates::get, this::topicIds);
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
