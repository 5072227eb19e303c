package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.cursor.StartPositions;
import dev.dpg.gateway.delivery.StreamPlan.Bounds;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.fakes.SampleViews;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.Readings;
import dev.dpg.gateway.telemetry.StreamObserver;
import dev.dpg.gateway.view.Encoding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is counted of streams, on virtual time: exactly, once each, and whatever way they end. */
class DeliveryMetricsTest {
    private static final String TOPIC = "flights";
    private static final String PRODUCT = "air.flights.v1";
    private static final Pace PACE = new Pace(64 * 1024, Duration.ZERO, Duration.ofSeconds(5));
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
    private final VirtualTime time = new VirtualTime(seed);
    private final MemoryLog log = new MemoryLog("cluster", time.newCallbacks(), time);
    private final List<StreamObserver.Ending> endings = new ArrayList<>();
    private final Delivery delivery =
            new Delivery(SMALL_RINGS, List.of(time.newLoop(), time.newLoop()), opening -> endings::add);

    DeliveryMetricsTest() {
        log.createTopic(TOPIC, 1);
    }

    @Test
    void nothingIsToldOfProductsThatNobodyRead() {
        assertThat(told().keySet()).noneMatch(key -> key.contains("product"));
        assertThat(told())
                .containsEntry("BUDGET_USED in_flight", 0.0)
                .containsEntry("BUDGET_LIMIT rings", 1024.0 * 1024)
                .containsEntry("STREAMS_LIMIT", 1000.0);
    }

    @Test
    void historyAndTailAreToldApartAndAMergeIsOne() {
        publish(100, 100);
        RecordingSink sink = new RecordingSink();
        open(Edge.EARLIEST, Bounds.NONE, sink);
        time.run(Duration.ofSeconds(2));
        publish(40, 100);
        time.run(Duration.ofSeconds(2));

        assertThat(sink.offsetsOf(0)).hasSize(140);
        assertThat(told())
                .containsEntry("RECORDS_DELIVERED " + PRODUCT + " history", 100.0)
                .containsEntry("RECORDS_DELIVERED " + PRODUCT + " tail", 40.0)
                .containsEntry("RECORDS_SCANNED " + PRODUCT, 140.0)
                .containsEntry("RECORDS_FILTERED " + PRODUCT, 0.0)
                .containsEntry("DELIVERED " + PRODUCT, (double) bytes(sink))
                .containsEntry("TAIL_MERGES " + PRODUCT, 1.0)
                .containsEntry("TAIL_LOSSES " + PRODUCT, 0.0)
                .containsEntry("STREAMS_OPENED " + PRODUCT, 1.0)
                .containsEntry("STREAMS_OPEN " + PRODUCT + " live", 1.0)
                .containsEntry("STREAMS_OPEN " + PRODUCT + " behind", 0.0)
                .containsEntry("LAG_RECORDS " + PRODUCT, 0.0);
    }

    @Test
    void whatWasJustReadForAnotherIsCounted() {
        publish(4_000, 100);
        RecordingSink first = new RecordingSink();
        first.credits = 1;
        DeliveryStream stream = open(Edge.EARLIEST, Bounds.NONE, first);
        time.run(Duration.ofMillis(100));
        assertThat(value("BUDGET_USED recent")).isZero();
        RecordingSink later = new RecordingSink();
        later.credits = 1;
        DeliveryStream behind = open(Edge.EARLIEST, Bounds.NONE, later);
        time.run(Duration.ofMillis(100));

        first.credits = Integer.MAX_VALUE;
        stream.ready();
        time.run(Duration.ofSeconds(2));
        assertThat(value("BUDGET_USED recent")).isBetween(100_000.0, value("BUDGET_LIMIT recent"));
        assertThat(value("BUDGET_USED rings")).isZero();
        assertThat(value("HISTORY_RECENT " + PRODUCT)).isZero();
        later.credits = Integer.MAX_VALUE;
        behind.ready();
        time.run(Duration.ofSeconds(2));

        assertThat(later.offsetsOf(0)).hasSize(4_000);
        assertThat(value("HISTORY_RECENT " + PRODUCT)).isPositive();
        time.run(RecentShelf.KEPT_FOR.plusSeconds(10));
        assertThat(value("BUDGET_USED recent")).isZero();
    }

    @Test
    void aReaderThatFallsBehindIsCountedAndItsLagSeen() {
        RecordingSink sink = new RecordingSink();
        DeliveryStream stream = open(Edge.LATEST, Bounds.NONE, sink);
        time.run(Duration.ofSeconds(1));
        sink.credits = 1;
        for (int i = 0; i < 100; i++) {
            publish(10, 2000);
            time.run(Duration.ofMillis(20));
        }
        time.run(Duration.ofSeconds(2));
        assertThat(value("LAG_RECORDS " + PRODUCT))
                .isEqualTo(1000 - sink.offsetsOf(0).size())
                .isGreaterThan(900);
        assertThat(told()).doesNotContainKey("RETENTION_LEFT " + PRODUCT);
        assertThat(value("LAG_TIME " + PRODUCT)).isPositive();

        sink.credits = Integer.MAX_VALUE;
        stream.ready();
        time.run(Duration.ofSeconds(10));

        assertThat(sink.offsetsOf(0)).hasSize(1000);
        assertThat(told())
                .containsEntry("TAIL_LOSSES " + PRODUCT, 1.0)
                .containsEntry("TAIL_MERGES " + PRODUCT, 1.0)
                .containsEntry("LAG_RECORDS " + PRODUCT, 0.0);
        assertThat(value("RECORDS_DELIVERED " + PRODUCT + " history") + value("RECORDS_DELIVERED " + PRODUCT + " tail"))
                .isEqualTo(1000);
    }

    @Test
    void whatStreamsCameToStaysWhenTheyHaveEnded() {
        publish(100, 100);
        open(Edge.EARLIEST, new Bounds(Optional.of(Map.of(0, 60L)), Long.MAX_VALUE), new RecordingSink());
        open(Edge.EARLIEST, new Bounds(Optional.of(Map.of(0, 60L)), 25), new RecordingSink());
        DeliveryStream cancelled = open(Edge.EARLIEST, Bounds.NONE, new RecordingSink());
        DeliveryStream closed = open(Edge.LATEST, Bounds.NONE, new RecordingSink());
        time.run(Duration.ofSeconds(3));
        cancelled.cancel();
        cancelled.cancel();
        closed.goAway(new PlannedEnding(PlannedEnding.Reason.CLOSED, Duration.ZERO, Duration.ZERO));
        time.run(Duration.ofSeconds(1));

        assertThat(told())
                .containsEntry("RECORDS_DELIVERED " + PRODUCT + " history", 60.0 + 25 + 100)
                .containsEntry("STREAMS_OPENED " + PRODUCT, 4.0)
                .containsEntry("STREAMS_OPEN " + PRODUCT + " live", 0.0)
                .containsEntry("STREAMS_ENDED " + PRODUCT + " UNTIL", 1.0)
                .containsEntry("STREAMS_ENDED " + PRODUCT + " LIMIT", 1.0)
                .containsEntry("STREAMS_ENDED " + PRODUCT + " CLIENT", 1.0)
                .containsEntry("STREAMS_ENDED " + PRODUCT + " CLOSED", 1.0);
        assertThat(endings)
                .extracting(StreamObserver.Ending::reason, StreamObserver.Ending::delivered)
                .containsExactlyInAnyOrder(
                        tuple("UNTIL", 60L), tuple("LIMIT", 25L), tuple("CLIENT", 100L), tuple("CLOSED", 0L));
        assertThat(endings)
                .filteredOn(ending -> ending.reason().equals("CLIENT"))
                .extracting(StreamObserver.Ending::age)
                .containsExactly(Duration.ofMillis(3010));
    }

    @Test
    void whatCannotBeReadIsCountedWithWhatIsDelivered() {
        publish(3, 100);
        log.append(TOPIC, 0, time.instant(), null, "{}".getBytes(StandardCharsets.UTF_8));
        publish(2, 100);
        open(Edge.EARLIEST, Bounds.NONE, new RecordingSink(), Encoding.JSON);
        time.run(Duration.ofSeconds(2));

        assertThat(told())
                .containsEntry("RECORDS_DELIVERED " + PRODUCT + " history", 6.0)
                .containsEntry("RECORDS_UNREADABLE " + PRODUCT, 5.0);
    }

    @Test
    void theFirstTracesThatRecordsNameAreToldWhenTheStreamEnds() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";
        for (int i = 0; i < 5; i++) {
            LogHeader header = new LogHeader("traceparent", (trace + i % 2).getBytes(StandardCharsets.UTF_8));
            log.append(TOPIC, 0, time.instant(), null, new byte[10], List.of(header));
        }
        publish(1, 10);
        DeliveryStream stream = open(Edge.EARLIEST, Bounds.NONE, new RecordingSink());
        time.run(Duration.ofSeconds(2));
        stream.cancel();
        time.run(Duration.ofSeconds(1));

        assertThat(endings)
                .singleElement()
                .satisfies(ending -> assertThat(ending.traceParents()).containsExactly(trace + 0, trace + 1));
    }

    private DeliveryStream open(Edge edge, Bounds bounds, RecordingSink sink) {
        return open(edge, bounds, sink, Encoding.RAW);
    }

    private DeliveryStream open(Edge edge, Bounds bounds, RecordingSink sink, Encoding encoding) {
        var found = new Object() {
            Optional<TopicDescription> topic = Optional.empty();
        };
        log.describe(TOPIC).thenAccept(topic -> found.topic = topic);
        time.run(Duration.ofMillis(10));
        TopicDescription topic = found.topic.orElseThrow();
        var start = new ProductPosition(
                new Scope("air.flights", 1, topic.clusterId(), topic.id()), StartPositions.atEdge(topic, edge));
        return delivery.open(
                new StreamPlan(
                        log,
                        topic,
                        Resumption.at(start),
                        OnExpired.FAIL,
                        SampleViews.of(encoding, 1024 * 1024),
                        bounds,
                        PACE,
                        false,
                        Optional.empty(),
                        new StreamObserver.Opening(PRODUCT, "RAW")),
                sink);
    }

    private void publish(int records, int bytes) {
        for (int i = 0; i < records; i++) {
            log.append(TOPIC, 0, time.instant(), null, new byte[bytes]);
        }
    }

    private static long bytes(RecordingSink sink) {
        return sink.frames(StreamFrame.Batch.class).stream()
                .mapToLong(batch -> batch.batch().sizeBytes())
                .sum();
    }

    private double value(String key) {
        return Objects.requireNonNull(told().get(key));
    }

    /** What is told now, by metric and labels. */
    private Map<String, Double> told() {
        Map<String, Double> told = new TreeMap<>();
        delivery.metrics().measure(new Readings() {
            @Override
            public void tell(Metric metric, long value, String... labels) {
                told.put((metric + " " + String.join(" ", labels)).strip(), (double) value);
            }

            @Override
            public void tell(Metric metric, Duration value, String... labels) {
                tell(metric, value.toMillis(), labels);
            }
        });
        return told;
    }
}
