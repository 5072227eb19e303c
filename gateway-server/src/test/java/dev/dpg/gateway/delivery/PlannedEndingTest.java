package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.cursor.StartPositions;
import dev.dpg.gateway.delivery.StreamFrame.GoAway;
import dev.dpg.gateway.delivery.StreamPlan.Bounds;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.fakes.SampleViews;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Planned endings on virtual time: announced, kept alive for the grace, over by the deadline, with OK. */
class PlannedEndingTest {
    private static final String TOPIC = "flights";
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final PlannedEnding CHANGED =
            new PlannedEnding(PlannedEnding.Reason.PRODUCT_CHANGED, Duration.ZERO, GRACE);
    private static final DeliverySettings SETTINGS = new DeliverySettings(
            64 * 1024,
            1024 * 1024,
            64 * 1024 * 1024,
            5000,
            64 * 1024,
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            GRACE);

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final VirtualTime time = new VirtualTime(seed);
    private final MemoryLog log = new MemoryLog("cluster", time.newCallbacks(), time);
    private final Delivery delivery = new Delivery(SETTINGS, List.of(time.newLoop(), time.newLoop()));

    PlannedEndingTest() {
        log.createTopic(TOPIC, 1);
    }

    @Test
    void streamGoesOnForTheGraceAndThenEndsWithTheNewestToken() {
        append(3);
        Client client = follow();
        time.run(Duration.ofSeconds(1));

        client.stream.goAway(CHANGED);
        time.run(Duration.ofSeconds(5));
        assertThat(client.goAways()).singleElement().satisfies(told -> {
            assertThat(told.ending()).isEqualTo(CHANGED);
            assertThat(offset(told.resumeToken())).isEqualTo(3);
        });
        append(4);
        time.run(Duration.ofMillis(4900));
        assertThat(client.sink.completed).isFalse();
        assertThat(client.sink.offsetsOf(0)).hasSize(7);

        time.run(Duration.ofMillis(200));
        assertThat(client.sink.completed).isTrue();
        assertThat(client.goAways()).hasSize(2).last().satisfies(last -> {
            assertThat(last.ending().grace()).isZero();
            assertThat(last.ending().reason()).isEqualTo(PlannedEnding.Reason.PRODUCT_CHANGED);
            assertThat(offset(last.resumeToken())).isEqualTo(7);
        });
        assertThat(client.sink.frames).last().isInstanceOf(GoAway.class);
        assertNothingIsLeft();
    }

    @Test
    void streamWhoseClientTakesNothingIsToldOnceAtTheEndAndIsOverByTheDeadline() {
        Client client = follow();
        time.run(Duration.ofSeconds(1));
        client.sink.credits = 0;
        append(50);

        client.stream.goAway(CHANGED);
        time.run(GRACE.minusMillis(1));
        assertThat(client.goAways()).isEmpty();
        assertThat(client.sink.completed).isFalse();

        time.run(Duration.ofMillis(2));
        assertThat(client.sink.completed).isTrue();
        assertThat(client.goAways()).singleElement().satisfies(last -> {
            assertThat(last.ending().grace()).isZero();
            assertThat(offset(last.resumeToken())).isZero();
        });
        assertNothingIsLeft();
    }

    @Test
    void clientThatWakesUpDuringTheGraceIsToldWhatIsLeftOfIt() {
        Client client = follow();
        time.run(Duration.ofSeconds(1));
        client.sink.credits = 0;
        client.stream.goAway(new PlannedEnding(PlannedEnding.Reason.CLOSED, Duration.ofMinutes(1), GRACE));
        time.run(Duration.ofSeconds(4));

        client.sink.credits = Integer.MAX_VALUE;
        client.stream.ready();
        time.run(Duration.ofMillis(1));

        assertThat(client.goAways()).singleElement().satisfies(told -> {
            assertThat(told.ending().grace()).isEqualTo(Duration.ofSeconds(6));
            assertThat(told.ending().retryAfter()).isEqualTo(Duration.ofSeconds(56));
        });
    }

    @Test
    void closingEndsAStreamAtOnceAlsoWhenALaterEndingIsPlanned() {
        Client client = follow();
        time.run(Duration.ofSeconds(1));
        client.stream.goAway(CHANGED);
        time.run(Duration.ofSeconds(1));

        client.stream.goAway(new PlannedEnding(PlannedEnding.Reason.CLOSED, Duration.ofSeconds(7), Duration.ZERO));
        time.run(Duration.ZERO);

        assertThat(client.sink.completed).isTrue();
        assertThat(client.goAways()).last().satisfies(last -> {
            assertThat(last.ending().reason()).isEqualTo(PlannedEnding.Reason.CLOSED);
            assertThat(last.ending().retryAfter()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void streamEndsWithItsPositionWhenItsCallersProofExpires() {
        append(3);
        Client client = follow();
        client.stream.expireAt(time.instant().plus(Duration.ofMinutes(3)));
        time.run(Duration.ofMinutes(3).minusMillis(1));
        assertThat(client.goAways()).isEmpty();
        assertThat(client.sink.completed).isFalse();

        time.run(Duration.ofMillis(1));
        assertThat(client.sink.completed).isTrue();
        assertThat(client.goAways()).singleElement().satisfies(last -> {
            assertThat(last.ending())
                    .isEqualTo(new PlannedEnding(PlannedEnding.Reason.REAUTH, Duration.ZERO, Duration.ZERO));
            assertThat(offset(last.resumeToken())).isEqualTo(3);
        });
        assertNothingIsLeft();
    }

    @Test
    void streamWhoseCallersProofExpiresWhileItLeavesIsOverAtThatTime() {
        Client client = follow();
        client.stream.expireAt(time.instant().plus(Duration.ofSeconds(4)));
        client.stream.goAway(CHANGED);

        time.run(Duration.ofSeconds(5));
        assertThat(client.sink.completed).isTrue();
        assertThat(client.goAways())
                .extracting(told -> told.ending().reason())
                .containsExactly(PlannedEnding.Reason.PRODUCT_CHANGED, PlannedEnding.Reason.REAUTH);
    }

    @Test
    void streamThatIsOpenedWithAnExpiredProofEndsAtOnce() {
        Client client = follow();
        client.stream.expireAt(time.instant());
        time.run(Duration.ofMillis(1));

        assertThat(client.sink.completed).isTrue();
        assertThat(client.goAways()).hasSize(1);
    }

    @Test
    void laterEndingDoesNotPutOffAnEarlierOne() {
        Client client = follow();
        time.run(Duration.ofSeconds(1));
        client.stream.goAway(CHANGED);
        time.run(Duration.ofSeconds(5));
        client.stream.goAway(CHANGED);
        time.run(Duration.ofSeconds(6));

        assertThat(client.sink.completed).isTrue();
        assertThat(client.goAways()).hasSize(2);
    }

    @Test
    void cancelledDuringTheGraceItIsOver() {
        Client client = follow();
        time.run(Duration.ofSeconds(1));
        client.stream.goAway(CHANGED);
        time.run(Duration.ofSeconds(1));
        client.stream.cancel();
        time.run(GRACE);

        assertThat(client.sink.completed).isFalse();
        assertThat(client.goAways()).hasSize(1);
        assertThat(client.stream.ended().toCompletableFuture()).isDone();
        assertNothingIsLeft();
    }

    @Test
    void streamsOpenedTogetherComeOfAgeApartWithinAFifthOfTheirAge() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            clients.add(follow());
        }
        Instant opened = time.instant();
        Set<Instant> told = new HashSet<>();
        Map<Client, Instant> toldAt = new java.util.HashMap<>();
        time.run(Duration.ofMinutes(24).minusSeconds(2));
        assertThat(clients).allMatch(client -> client.goAways().isEmpty());
        while (time.instant().isBefore(opened.plus(Duration.ofMinutes(36)).plusSeconds(2))) {
            time.run(Duration.ofSeconds(10));
            clients.stream()
                    .filter(client -> !client.goAways().isEmpty())
                    .forEach(client -> told.add(toldAt.computeIfAbsent(client, unused -> time.instant())));
        }
        time.run(GRACE);

        assertThat(clients).allSatisfy(client -> {
            assertThat(client.sink.completed).isTrue();
            assertThat(client.goAways().get(0).ending().reason()).isEqualTo(PlannedEnding.Reason.MAX_AGE);
        });
        // 12 minutes in steps of 10 s: a few in each.
        assertThat(told).hasSizeGreaterThan(60);
    }

    @Test
    void boundedReadIsNeverOfAgeButIsDrained() {
        append(10);
        var sink = new RecordingSink();
        DeliveryStream read = open(sink, Edge.EARLIEST, new Bounds(Optional.of(Map.of(0, 10L)), Long.MAX_VALUE));
        sink.credits = 0;
        time.run(Duration.ofHours(2));
        assertThat(sink.frames(GoAway.class)).isEmpty();
        assertThat(sink.completed).isFalse();

        delivery.drain(Duration.ofSeconds(20));
        time.run(Duration.ofSeconds(20));
        assertThat(sink.completed).isTrue();
        assertThat(read.ended().toCompletableFuture()).isDone();
    }

    @Test
    void drainTellsManyStreamsApartAndIsOverWithinItsTimeout() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            clients.add(follow());
        }
        time.run(Duration.ofSeconds(2));
        Duration timeout = Duration.ofSeconds(20);
        int mostAtOnce = 0;
        int before = 0;

        delivery.drain(timeout);
        for (int step = 0; step < 100; step++) {
            time.run(Duration.ofMillis(100));
            int now = (int) clients.stream()
                    .filter(client -> !client.goAways().isEmpty())
                    .count();
            mostAtOnce = Math.max(mostAtOnce, now - before);
            before = now;
        }
        assertThat(before).isEqualTo(3000);
        assertThat(mostAtOnce).isLessThanOrEqualTo(60);

        time.run(Duration.ofSeconds(8));
        assertThat(clients).allMatch(client -> client.sink.completed);
        assertThat(clients).allSatisfy(client -> assertThat(client.sink.failure).isNull());
        assertNothingIsLeft();
    }

    @Test
    void drainOfFewStreamsTellsThemAtOnce() {
        Client client = follow();
        time.run(Duration.ofSeconds(1));

        delivery.drain(Duration.ofSeconds(20));
        time.run(Duration.ofMillis(1));

        assertThat(client.goAways())
                .singleElement()
                .satisfies(told -> assertThat(told.ending())
                        .isEqualTo(
                                new PlannedEnding(PlannedEnding.Reason.DRAIN, Duration.ZERO, Duration.ofSeconds(8))));
    }

    @Test
    void streamThatIsOpenedWhenDrainBeginsIsToldAfterItsFirstFrame() {
        Client client = follow();
        delivery.drain(Duration.ofSeconds(20));
        time.run(Duration.ofMillis(10));

        assertThat(client.sink.frames).first().isInstanceOf(StreamFrame.Opened.class);
        assertThat(client.goAways()).hasSize(1);
    }

    @Test
    void drainingRefusesNewStreamsWithADelay() {
        delivery.drain(Duration.ofSeconds(20));

        ProblemException refused = catchThrowableOfType(ProblemException.class, this::follow);
        assertThat(Objects.requireNonNull(refused).problem().reason()).isEqualTo(Reason.DRAINING);
        assertThat(refused.problem().retryAfter()).isPresent();
        assertThat(delivery.openStreams()).isZero();
    }

    private void assertNothingIsLeft() {
        assertThat(delivery.openStreams()).isZero();
        assertThat(delivery.bytesInUse()).isZero();
        assertThat(delivery.followedPartitions()).isZero();
    }

    private Client follow() {
        var sink = new RecordingSink();
        return new Client(open(sink, Edge.EARLIEST, Bounds.NONE), sink);
    }

    private DeliveryStream open(RecordingSink sink, Edge edge, Bounds bounds) {
        TopicDescription topic = describe();
        var start = new ProductPosition(
                new Scope("aviation.flights", 1, topic.clusterId(), topic.id()), StartPositions.atEdge(topic, edge));
        View view = SampleViews.of(Encoding.JSON, 1024 * 1024);
        Pace pace = new Pace(256 * 1024, Duration.ZERO, Duration.ofSeconds(5));
        return delivery.open(
                new StreamPlan(log, topic, Resumption.at(start), OnExpired.FAIL, view, bounds, pace), sink);
    }

    private TopicDescription describe() {
        var found = new Object() {
            Optional<TopicDescription> topic = Optional.empty();
        };
        log.describe(TOPIC).thenAccept(topic -> found.topic = topic);
        while (found.topic.isEmpty()) {
            time.run(Duration.ofMillis(1));
        }
        return found.topic.orElseThrow();
    }

    private void append(int records) {
        for (int i = 0; i < records; i++) {
            log.append(TOPIC, 0, time.instant(), null, "{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static long offset(String token) {
        PartitionPosition position =
                Objects.requireNonNull(PositionTokens.decode(token).partitions().get(0));
        return position.nextOffset();
    }

    private record Client(DeliveryStream stream, RecordingSink sink) {
        List<GoAway> goAways() {
            return sink.frames(GoAway.class);
        }
    }
}
