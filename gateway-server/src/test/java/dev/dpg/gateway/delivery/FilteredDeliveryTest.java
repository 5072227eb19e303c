package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.cursor.StartPositions;
import dev.dpg.gateway.delivery.StreamPlan.Bounds;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.filter.KeySelection;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.View;
import dev.dpg.gateway.view.Wanted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams with filters and keys on virtual time: what they get, what they are told of the rest, and what that costs. */
class FilteredDeliveryTest {
    private static final String TOPIC = "numbers";
    private static final int PARTITIONS = 2;
    private static final Pace PACE = new Pace(16 * 1024, Duration.ZERO, Duration.ofSeconds(1));
    private static final RecordCodec CODEC = RecordCodecs.of(
            PayloadFormat.JSON,
            SchemaOrigin.NONE,
            RecordType.of(List.of(new Field("n", FieldType.INTEGER, false, ""))),
            SchemaSource.NONE);
    private static final DeliverySettings SMALL_RINGS = new DeliverySettings(
            64 * 1024,
            1024 * 1024,
            64 * 1024 * 1024,
            1000,
            16 * 1024,
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofSeconds(10));

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final VirtualTime time = new VirtualTime(seed);
    private final MemoryLog log = new MemoryLog("cluster", time.newCallbacks(), time);
    private final Delivery delivery = new Delivery(SMALL_RINGS, List.of(time.newLoop(), time.newLoop()));
    private final Map<Integer, NavigableMap<Long, OptionalLong>> truth = new TreeMap<>();
    private long written;

    FilteredDeliveryTest() {
        log.createTopic(TOPIC, PARTITIONS);
        truth.put(0, new TreeMap<>());
        truth.put(1, new TreeMap<>());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyStreamGetsWhatMatchesAndIsToldOfTheRestExactly(int round) {
        List<Reader> readers = new ArrayList<>();
        publish(random.nextInt(1_000));
        for (int step = 0; step < 80; step++) {
            if (readers.size() < 16 && random.nextInt(2) == 0) {
                readers.add(open(random.nextBoolean() ? Edge.EARLIEST : Edge.LATEST, 2 + random.nextInt(60)));
            }
            readers.forEach(this::changeMood);
            publish(random.nextInt(400));
            time.run(Duration.ofMillis(random.nextInt(400)));
        }
        readers.forEach(Reader::delight);
        time.run(Duration.ofSeconds(30));

        for (Reader reader : readers) {
            assertThat(reader.sink.failure).as("seed %d round %d", seed, round).isNull();
            reader.assertComplete();
            reader.assertCounts();
        }
        readers.forEach(reader -> reader.stream.cancel());
        time.run(Duration.ofSeconds(1));
        assertThat(delivery.ringBytes()).isZero();
        assertThat(delivery.bytesInUse()).isZero();
    }

    @Test
    void aFilterThatMatchesNothingKeepsTheStreamAliveAndCostsNoMore() {
        appendAll(2_000);
        Reader reader = open(Edge.EARLIEST, 1_000_000);
        time.run(Duration.ofSeconds(2));
        assertThat(reader.sink.states()).containsExactly(StreamFrame.State.Kind.CAUGHT_UP);
        for (int i = 0; i < 50; i++) {
            appendAll(500);
            time.run(Duration.ofMillis(100));
        }
        time.run(Duration.ofSeconds(3));

        assertThat(reader.sink.batches).isEmpty();
        assertThat(reader.sink.states()).containsExactly(StreamFrame.State.Kind.CAUGHT_UP);
        assertThat(delivery.ringBytes()).as("seed %d", seed).isLessThan(2_000);
        assertThat(reader.sink.frames(StreamFrame.Progress.class)).hasSizeGreaterThan(3);
        assertThat(reader.lastCounts().scanned()).isEqualTo(written);
        reader.assertCounts();
    }

    @Test
    void aBoundedReadCountsUpToItsLimit() {
        for (int i = 0; i < 100; i++) {
            append(0, OptionalLong.of(i));
        }
        Reader reader = open(Edge.EARLIEST, 7, new Bounds(Optional.of(Map.of(0, 90L, 1, 0L)), 5), Optional.empty());
        time.run(Duration.ofSeconds(2));
        Reader whole = open(
                Edge.EARLIEST, 7, new Bounds(Optional.of(Map.of(0, 90L, 1, 0L)), Long.MAX_VALUE), Optional.empty());
        time.run(Duration.ofSeconds(2));

        assertThat(reader.sink.frames(StreamFrame.End.class))
                .singleElement()
                .satisfies(end -> assertThat(end.counts()).isEqualTo(new StreamFrame.Counts(5, 29, 24, 0)));
        assertThat(whole.sink.frames(StreamFrame.End.class))
                .singleElement()
                .satisfies(end -> assertThat(end.counts()).isEqualTo(new StreamFrame.Counts(13, 90, 77, 0)));
    }

    @Test
    void keysAndFilterBothHaveToHold() {
        for (int i = 0; i < 100; i++) {
            append(0, i % 10 == 5 ? OptionalLong.empty() : OptionalLong.of(i));
        }
        Reader reader = open(Edge.EARLIEST, 2, Bounds.NONE, Optional.of(new KeySelection(Set.of("k0", "k5"))));
        time.run(Duration.ofSeconds(3));

        assertThat(reader.sink.offsetsOf(0)).containsExactly(0L, 10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L);
        assertThat(reader.lastCounts()).isEqualTo(new StreamFrame.Counts(10, 100, 90, 10));
    }

    private void changeMood(Reader reader) {
        switch (random.nextInt(5)) {
            case 0 -> reader.sink.credits = 0;
            case 1 -> reader.delight();
            default -> {}
        }
    }

    private Reader open(Edge edge, long divisor) {
        return open(edge, divisor, Bounds.NONE, Optional.empty());
    }

    private Reader open(Edge edge, long divisor, Bounds bounds, Optional<KeySelection> keys) {
        var found = new Object() {
            Optional<TopicDescription> topic = Optional.empty();
        };
        log.describe(TOPIC).thenAccept(topic -> found.topic = topic);
        time.run(Duration.ofMillis(10));
        TopicDescription topic = found.topic.orElseThrow();
        var positions = StartPositions.atEdge(topic, edge);
        var start = new ProductPosition(new Scope("some.numbers", 1, topic.clusterId(), topic.id()), positions);
        var filter = FilterCompiler.compile(
                "value.n > 0 && value.n % " + divisor + " == 0 || value.n == 0", CODEC, ValueKind.STRING);
        View view = new View(CODEC, Encoding.JSON, Selection.ALL, new Wanted(Optional.of(filter), keys), 1024 * 1024);
        Reader reader = new Reader(divisor, positions);
        reader.stream = delivery.open(
                new StreamPlan(log, topic, Resumption.at(start), OnExpired.FAIL, view, bounds, PACE), reader.sink);
        return reader;
    }

    private void publish(int records) {
        for (int i = 0; i < records; i++) {
            int partition = random.nextInt(PARTITIONS);
            if (random.nextInt(40) == 0) {
                log.skip(TOPIC, partition, 1 + random.nextInt(3));
            } else {
                append(partition, random.nextInt(9) == 0 ? OptionalLong.empty() : OptionalLong.of(1 + written % 500));
            }
        }
    }

    private void appendAll(int records) {
        for (int i = 0; i < records; i++) {
            append(random.nextInt(PARTITIONS), OptionalLong.of(1 + written % 500));
        }
    }

    private void append(int partition, OptionalLong number) {
        String value = number.isPresent() ? "{\"n\":" + number.getAsLong() + ",\"other\":[1]}" : "{\"n\":null}";
        String key = "k" + written % 10;
        long offset = log.append(
                TOPIC,
                partition,
                time.instant(),
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
        truth(partition).put(offset, number);
        written++;
    }

    private NavigableMap<Long, OptionalLong> truth(int partition) {
        return Objects.requireNonNull(truth.get(partition));
    }

    /** A stream and what it must see. */
    private final class Reader {
        private final long divisor;
        private final Map<Integer, PartitionPosition> starts;
        private final RecordingSink sink = new RecordingSink();

        @SuppressWarnings("NullAway.Init") // set as soon as the stream is open
        private DeliveryStream stream;

        private Reader(long divisor, Map<Integer, PartitionPosition> starts) {
            this.divisor = divisor;
            this.starts = Map.copyOf(starts);
        }

        private long start(int partition) {
            return Objects.requireNonNull(starts.get(partition)).nextOffset();
        }

        private void delight() {
            sink.credits = Integer.MAX_VALUE;
            stream.ready();
        }

        private StreamFrame.Counts lastCounts() {
            List<StreamFrame.Progress> all = sink.frames(StreamFrame.Progress.class);
            return all.get(all.size() - 1).counts();
        }

        private void assertComplete() {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                List<Long> expected = truth(partition).tailMap(start(partition)).entrySet().stream()
                        .filter(entry -> matches(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
                assertThat(sink.offsetsOf(partition)).as("seed %d", seed).isEqualTo(expected);
            }
        }

        private boolean matches(OptionalLong number) {
            return number.isPresent() && number.getAsLong() % divisor == 0;
        }

        /** Every heartbeat tells exactly what lies between the start and its token. */
        private void assertCounts() {
            for (StreamFrame.Progress progress : sink.frames(StreamFrame.Progress.class)) {
                ProductPosition position = PositionTokens.decode(progress.resumeToken());
                long scanned = 0;
                long delivered = 0;
                long failures = 0;
                for (var at : position.partitions().entrySet()) {
                    long from = start(at.getKey());
                    for (OptionalLong number : truth(at.getKey())
                            .subMap(from, Math.max(from, at.getValue().nextOffset()))
                            .values()) {
                        scanned++;
                        delivered += matches(number) ? 1 : 0;
                        failures += number.isEmpty() ? 1 : 0;
                    }
                }
                assertThat(progress.counts())
                        .as("seed %d", seed)
                        .isEqualTo(new StreamFrame.Counts(delivered, scanned, scanned - delivered, failures));
            }
        }
    }
}
