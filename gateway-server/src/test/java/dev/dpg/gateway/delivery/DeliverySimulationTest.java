package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.cursor.StartPositions;
import dev.dpg.gateway.delivery.StreamPlan.Bounds;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.fakes.SampleViews;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine on virtual time: many streams with clients of every mood, over a topic that is written meanwhile. Whatever
 * happens, every stream must see every committed record from its start on, once and in order.
 */
class DeliverySimulationTest {
    private static final String TOPIC = "flights";
    private static final int PARTITIONS = 3;
    private static final Pace PACE = new Pace(256 * 1024, Duration.ZERO, Duration.ofSeconds(5));
    private static final DeliverySettings SMALL_RINGS = new DeliverySettings(
            64 * 1024,
            1024 * 1024,
            64 * 1024 * 1024,
            1000,
            64 * 1024,
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofSeconds(10));

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final VirtualTime time = new VirtualTime(seed);
    private final MemoryLog log = new MemoryLog("cluster", time.newCallbacks(), time);
    private final Delivery delivery = new Delivery(SMALL_RINGS, List.of(time.newLoop(), time.newLoop()));
    private final Map<Integer, List<Long>> truth = new TreeMap<>();

    DeliverySimulationTest() {
        log.createTopic(TOPIC, PARTITIONS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyStreamSeesEveryRecordOnceAndInOrder(int round) {
        List<Reader> readers = new ArrayList<>();
        publish(random.nextInt(2000), 600);
        for (int step = 0; step < 120; step++) {
            if (readers.size() < 40 && random.nextInt(2) == 0) {
                readers.add(newReader());
            }
            readers.forEach(this::changeMood);
            publish(random.nextInt(40), random.nextInt(3000));
            time.run(Duration.ofMillis(random.nextInt(400)));
        }
        readers.forEach(reader -> reader.delight());
        time.run(Duration.ofMinutes(2));

        for (Reader reader : readers) {
            assertThat(reader.sink.failure).as("seed %d round %d", seed, round).isNull();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(reader.sink.offsetsOf(partition))
                        .as("seed %d round %d partition %d", seed, round, partition)
                        .isEqualTo(reader.expected(partition));
            }
            assertThat(reader.sink.states()).as("seed %d", seed).endsWith(StreamFrame.State.Kind.CAUGHT_UP);
        }
        readers.forEach(reader -> reader.stream.cancel());
        time.run(Duration.ofSeconds(1));
        assertThat(delivery.openStreams()).isZero();
        assertThat(delivery.followedPartitions()).isZero();
        assertThat(delivery.bytesInUse()).isZero();
        assertThat(delivery.ringBytes()).isZero();
    }

    @Test
    void slowReaderFallsBehindIsToldAndMergesBackWithoutADuplicate() {
        publish(10, 100);
        Reader reader = open(Edge.EARLIEST, Bounds.NONE, Encoding.RAW);
        time.run(Duration.ofSeconds(1));
        reader.sink.credits = 0;
        for (int i = 0; i < 100; i++) {
            publish(10, 2000);
            time.run(Duration.ofMillis(20));
        }
        assertThat(reader.sink.states()).containsExactly(StreamFrame.State.Kind.CAUGHT_UP);

        reader.delight();
        time.run(Duration.ofSeconds(10));

        assertThat(reader.sink.states())
                .containsExactly(
                        StreamFrame.State.Kind.CAUGHT_UP,
                        StreamFrame.State.Kind.FELL_BEHIND,
                        StreamFrame.State.Kind.CAUGHT_UP);
        reader.assertComplete();
    }

    @Test
    void idleStreamOnAnEmptyProductIsCaughtUpAtOnceAndStaysAlive() {
        Reader reader = open(Edge.EARLIEST, Bounds.NONE, Encoding.JSON);
        time.run(Duration.ofMillis(100));
        assertThat(reader.sink.states()).containsExactly(StreamFrame.State.Kind.CAUGHT_UP);

        time.run(Duration.ofSeconds(51));

        assertThat(reader.sink.frames(StreamFrame.Progress.class)).hasSize(10);
    }

    @Test
    void boundedReadEndsAtItsBoundAlsoWhereTheLastOffsetsHoldNoRecord() {
        publish(50, 100);
        log.skip(TOPIC, 0, 7);
        Reader reader = open(Edge.EARLIEST, new Bounds(Optional.of(ends()), Long.MAX_VALUE), Encoding.JSON);
        Map<Integer, List<Long>> expected = new TreeMap<>(truth);
        expected.replaceAll((partition, offsets) -> List.copyOf(offsets));
        publish(50, 100);
        time.run(Duration.ofSeconds(2));

        assertThat(reader.sink.completed).isTrue();
        assertThat(reader.sink.offsets).isEqualTo(expected);
        assertThat(reader.sink.frames(StreamFrame.End.class))
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo(StreamFrame.End.Reason.UNTIL));
        assertThat(delivery.openStreams()).isZero();
    }

    @Test
    void limitEndsAReadAfterExactlySoManyRecords() {
        publish(500, 100);
        Reader reader = open(Edge.EARLIEST, new Bounds(Optional.of(ends()), 123), Encoding.JSON);
        time.run(Duration.ofSeconds(2));

        assertThat(reader.sink.offsets.values().stream().mapToInt(List::size).sum())
                .isEqualTo(123);
        assertThat(reader.sink.frames(StreamFrame.End.class))
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo(StreamFrame.End.Reason.LIMIT));
    }

    @Test
    void streamOutlivesAShortOutageAndEndsAfterALongOne() {
        Reader reader = open(Edge.LATEST, Bounds.NONE, Encoding.JSON);
        time.run(Duration.ofSeconds(1));
        log.makeUnreachable();
        time.run(Duration.ofSeconds(20));
        log.makeReachable();
        publish(5, 100);
        time.run(Duration.ofSeconds(5));
        assertThat(reader.sink.failure).isNull();
        reader.assertComplete();

        log.makeUnreachable();
        time.run(Duration.ofSeconds(29));
        assertThat(reader.sink.failure).isNull();
        time.run(Duration.ofSeconds(3));
        assertThat(reader.sink.failure)
                .isNotNull()
                .satisfies(problem -> assertThat(problem.retryAfter()).isPresent());
        assertThat(delivery.openStreams()).isZero();
    }

    @Test
    void readersOfOneViewShareOneFollowing() {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            readers.add(open(Edge.LATEST, Bounds.NONE, Encoding.JSON));
        }
        time.run(Duration.ofSeconds(1));
        assertThat(delivery.followedPartitions()).isEqualTo(PARTITIONS);
        publish(30, 200);
        time.run(Duration.ofSeconds(1));
        readers.forEach(Reader::assertComplete);
    }

    @Test
    void clientThatTakesNothingHoldsNoHistory() {
        publish(3000, 1000);
        Reader reader = open(Edge.EARLIEST, Bounds.NONE, Encoding.RAW);
        reader.sink.credits = 1;
        time.run(Duration.ofSeconds(10));

        assertThat(delivery.bytesInUse()).isLessThan(300 * 1024);

        reader.delight();
        time.run(Duration.ofSeconds(10));
        reader.assertComplete();
    }

    @Test
    void batchesWaitForMoreNoLongerThanTheirDelay() {
        Pace patient = new Pace(256 * 1024, Duration.ofMillis(500), Duration.ofSeconds(5));
        Reader reader = open(Edge.LATEST, Bounds.NONE, Encoding.JSON, patient);
        time.run(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            append(0, 100);
            time.run(Duration.ofMillis(20));
        }
        assertThat(reader.sink.batches).isEmpty();
        time.run(Duration.ofMillis(400));
        assertThat(reader.sink.batches).hasSize(1);
        reader.assertComplete();
    }

    private Reader newReader() {
        Edge edge = random.nextBoolean() ? Edge.EARLIEST : Edge.LATEST;
        Encoding encoding = random.nextBoolean() ? Encoding.JSON : Encoding.RAW;
        return open(edge, Bounds.NONE, encoding);
    }

    private Reader open(Edge edge, Bounds bounds, Encoding encoding) {
        return open(edge, bounds, encoding, PACE);
    }

    private Reader open(Edge edge, Bounds bounds, Encoding encoding, Pace pace) {
        TopicDescription topic = describe();
        var positions = StartPositions.atEdge(topic, edge);
        var start = new ProductPosition(new Scope("aviation.flights", 1, topic.clusterId(), topic.id()), positions);
        View view = SampleViews.of(encoding, 1024 * 1024);
        Reader reader = new Reader(positions.values().stream()
                .mapToLong(PartitionPosition::nextOffset)
                .toArray());
        reader.stream = delivery.open(
                new StreamPlan(log, topic, Resumption.at(start), OnExpired.FAIL, view, bounds, pace), reader.sink);
        return reader;
    }

    private TopicDescription describe() {
        var found = new Object() {
            Optional<TopicDescription> topic = Optional.empty();
        };
        log.describe(TOPIC).thenAccept(topic -> found.topic = topic);
        time.run(Duration.ofMillis(10));
        return found.topic.orElseThrow();
    }

    private Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new TreeMap<>();
        StartPositions.atEdge(describe(), Edge.LATEST)
                .forEach((partition, end) -> ends.put(partition, end.nextOffset()));
        return ends;
    }

    private void changeMood(Reader reader) {
        switch (random.nextInt(6)) {
            case 0 -> reader.sink.credits = 0;
            case 1 -> reader.delight();
            case 2 -> {
                reader.sink.credits = random.nextInt(4);
                reader.stream.ready();
            }
            default -> {}
        }
    }

    private void publish(int records, int bytes) {
        for (int i = 0; i < records; i++) {
            int partition = random.nextInt(PARTITIONS);
            if (random.nextInt(20) == 0) {
                log.skip(TOPIC, partition, 1 + random.nextInt(3));
            } else {
                append(partition, bytes);
            }
        }
    }

    private void append(int partition, int bytes) {
        byte[] value = ("\"" + "x".repeat(bytes) + "\"").getBytes(StandardCharsets.UTF_8);
        long offset = log.append(TOPIC, partition, time.instant(), null, value);
        truth.computeIfAbsent(partition, p -> new ArrayList<>()).add(offset);
    }

    /** A stream and what it must see. */
    private final class Reader {
        private final long[] starts;
        private final RecordingSink sink = new RecordingSink();

        @SuppressWarnings("NullAway.Init") // set as soon as the stream is open
        private DeliveryStream stream;

        private Reader(long[] starts) {
            this.starts = starts;
        }

        private void delight() {
            sink.credits = Integer.MAX_VALUE;
            stream.ready();
        }

        private List<Long> expected(int partition) {
            return truth.getOrDefault(partition, List.of()).stream()
                    .filter(offset -> offset >= starts[partition])
                    .toList();
        }

        private void assertComplete() {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(sink.offsetsOf(partition)).as("seed %d", seed).isEqualTo(expected(partition));
            }
        }
    }
}
