package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.cursor.StartPositions;
import dev.dpg.gateway.delivery.StreamPlan.Bounds;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.fakes.SampleViews;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What many streams with clients that stand still may hold together, on virtual time. Answers of the log come when the test
 * says so: the worst case is a client that asks for history and takes nothing more once it is there.
 */
class PressureSimulationTest {
    private static final String TOPIC = "flights";
    private static final int BUDGET_BYTES = 1024 * 1024;
    private static final int STREAMS = 100;
    private static final int RECORDS = 1_000;
    private static final int RECORD_BYTES = 400;
    /** One read of the log in memory brings 500 records. */
    private static final long READ_BYTES_MAX = 500 * (RECORD_BYTES + 100);

    private static final int LARGE_RECORDS = 8;
    private static final int LARGE_RECORD_BYTES = 200 * 1024;
    private static final int SMALL_BATCH_BYTES_MAX = 17 * 1024;
    private static final Pace PACE = new Pace(256 * 1024, Duration.ZERO, Duration.ofSeconds(5));
    private static final DeliverySettings SETTINGS = new DeliverySettings(
            64 * 1024,
            1024 * 1024,
            BUDGET_BYTES,
            1_000,
            1024 * 1024,
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofSeconds(10));

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final VirtualTime time = new VirtualTime(seed);
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private final MemoryLog log = new MemoryLog("cluster", answers::add, time);
    private final Delivery delivery = new Delivery(SETTINGS, List.of(time.newLoop(), time.newLoop()));
    private final List<Client> clients = new ArrayList<>();

    @BeforeEach
    void fill() {
        log.createTopic(TOPIC, 1);
        for (int i = 0; i < RECORDS; i++) {
            append(RECORD_BYTES);
        }
    }

    @Test
    void historyThatArrivesUnderPressureForClientsThatTakeNothingIsDroppedAtOnce() {
        for (int i = 0; i < STREAMS; i++) {
            open(1);
        }
        time.run(Duration.ZERO);
        assertThat(answers).as("reads under way, seed %d", seed).hasSize(STREAMS);
        clients.forEach(client -> client.sink.credits = 0);

        long highest = 0;
        while (!answers.isEmpty()) {
            answers.remove().run();
            time.run(Duration.ZERO);
            highest = Math.max(highest, delivery.bytesInUse());
        }

        assertThat(highest).as("bytes in use, seed %d", seed).isBetween(BUDGET_BYTES - READ_BYTES_MAX, (long)
                BUDGET_BYTES);
        finish(RECORDS);
    }

    @Test
    void batchesAreSmallUnderPressureAndNewStreamsAreRefusedOnceClientsHoldItAll() {
        TopicDescription topic = describe();
        while (!delivery.inFlight().isExhausted()) {
            Client client = open(1, topic);
            answer();
            assertThat(client.sink.batches).as("seed %d", seed).hasSize(1);
        }

        assertThatThrownBy(() -> open(1, topic))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(refused -> {
                    assertThat(refused.problem().reason()).isEqualTo(Reason.OVERLOADED);
                    assertThat(refused.problem().retryAfter()).isPresent();
                });
        clients.get(0).sink.credits = 1;
        clients.get(0).stream.ready();
        answer();
        assertThat(clients.get(0).lastBatchBytes()).as("seed %d", seed).isLessThan(SMALL_BATCH_BYTES_MAX);
        finish(RECORDS);
    }

    @Test
    void clientsThatHaveTakenNothingYetDoNotAddUpWithLargeRecordsAndOneThatTakesGoesOn() {
        log.createTopic(TOPIC, 1);
        for (int i = 0; i < LARGE_RECORDS; i++) {
            append(LARGE_RECORD_BYTES);
        }
        Client taker = open(Integer.MAX_VALUE, describe());
        answer();
        TopicDescription topic = describe();
        for (int i = 0; i < STREAMS; i++) {
            open(1, topic);
        }
        answer();

        assertThat(delivery.inFlight().usedBytes())
                .as("seed %d", seed)
                .isBetween((long) BUDGET_BYTES, BUDGET_BYTES + LARGE_RECORD_BYTES + 1_000L);
        assertThat(delivery.history().usedBytes()).as("seed %d", seed).isZero();
        append(LARGE_RECORD_BYTES);
        answer();
        assertThat(taker.sink.offsetsOf(0)).as("seed %d", seed).hasSize(LARGE_RECORDS + 1);
        finish(LARGE_RECORDS + 1);
    }

    @Test
    void nobodyIsGivenMoreOnceConnectionsHoldHalfAsMuchAgainAsTheyMay() {
        List<Client> takers = Stream.generate(() -> open(Integer.MAX_VALUE, describe()))
                .limit(STREAMS)
                .toList();
        answer();
        takers.forEach(taker -> taker.sink.credits = 1);
        append(LARGE_RECORD_BYTES);
        answer();

        assertThat(delivery.inFlight().usedBytes())
                .as("seed %d", seed)
                .isBetween(BUDGET_BYTES / 2 * 3L, BUDGET_BYTES / 2 * 3 + LARGE_RECORD_BYTES + 1_000L);
        finish(RECORDS + 1);
    }

    /** Whoever stood still gets everything when it goes on, and nothing is held afterwards. */
    private void finish(int records) {
        for (int second = 0; second < 60; second++) {
            clients.forEach(Client::delight);
            answer();
            time.run(Duration.ofSeconds(1));
        }
        assertThat(clients)
                .allSatisfy(client ->
                        assertThat(client.sink.offsetsOf(0)).as("seed %d", seed).hasSize(records));
        clients.forEach(client -> client.stream.cancel());
        answer();
        assertThat(delivery.bytesInUse()).isZero();
    }

    /** Lets the log answer until it has nothing more to say. */
    private void answer() {
        time.run(Duration.ZERO);
        while (!answers.isEmpty()) {
            answers.remove().run();
            time.run(Duration.ZERO);
        }
    }

    private void open(int credits) {
        open(credits, describe());
    }

    private Client open(int credits, TopicDescription topic) {
        var positions = StartPositions.atEdge(topic, Edge.EARLIEST);
        var start = new ProductPosition(new Scope("aviation.flights", 1, topic.clusterId(), topic.id()), positions);
        View view = SampleViews.of(Encoding.JSON, 1024 * 1024);
        var sink = new RecordingSink();
        sink.credits = credits;
        var plan = new StreamPlan(log, topic, Resumption.at(start), OnExpired.FAIL, view, Bounds.NONE, PACE);
        var client = new Client(sink, delivery.open(plan, sink));
        clients.add(client);
        return client;
    }

    private void append(int bytes) {
        byte[] value = ("\"" + "x".repeat(bytes) + "\"").getBytes(StandardCharsets.UTF_8);
        log.append(TOPIC, 0, time.instant(), null, value);
    }

    private TopicDescription describe() {
        var found = new Object() {
            Optional<TopicDescription> topic = Optional.empty();
        };
        log.describe(TOPIC).thenAccept(topic -> found.topic = topic);
        answers.removeLast().run();
        return found.topic.orElseThrow();
    }

    private record Client(RecordingSink sink, DeliveryStream stream) {
        void delight() {
            sink.credits = Integer.MAX_VALUE;
            stream.ready();
        }

        int lastBatchBytes() {
            return sink.batches.get(sink.batches.size() - 1).getSerializedSize();
        }
    }
}
