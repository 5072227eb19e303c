package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.cursor.Gap;
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
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams do while their log loses what they stand on, on virtual time. */
class GapSimulationTest {
    private static final String TOPIC = "flights";
    private static final int MORE_THAN_A_RING_HOLDS = 400;
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
    private final Random random = new Random(seed);
    private final VirtualTime time = new VirtualTime(seed);
    private final MemoryLog log = new MemoryLog("cluster", time.newCallbacks(), time);
    private final Delivery delivery = new Delivery(SMALL_RINGS, List.of(time.newLoop(), time.newLoop()));
    private final ToldStream.Truth truth = new ToldStream.Truth();
    private int partitions = 2;
    private UUID topicId = log.createTopic(TOPIC, partitions);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsLostIsToldAndAllElseIsDelivered(int round) {
        List<RecordingSink> sinks = new ArrayList<>();
        publish(random.nextInt(300));
        for (int step = 0; step < 150; step++) {
            if (sinks.size() < 12 && random.nextInt(4) == 0) {
                sinks.add(open(
                        random.nextBoolean() ? Edge.EARLIEST : Edge.LATEST,
                        random.nextBoolean() ? OnExpired.EARLIEST : OnExpired.LATEST,
                        Bounds.NONE));
            }
            sinks.forEach(sink -> sink.credits = random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(4));
            publish(random.nextInt(30));
            loseSomething();
            time.run(Duration.ofMillis(random.nextInt(600)));
        }
        sinks.forEach(sink -> sink.credits = Integer.MAX_VALUE);
        time.run(Duration.ofMinutes(2));

        for (RecordingSink sink : sinks) {
            assertThat(sink.failure).as("seed %d round %d", seed, round).isNull();
            ToldStream told = new ToldStream(sink);
            told.assertTrue(truth, "seed %d round %d".formatted(seed, round));
            assertThat(told.last().scope().topicId()).as("seed %d", seed).isEqualTo(topicId);
            assertThat(sink.states()).as("seed %d", seed).endsWith(StreamFrame.State.Kind.CAUGHT_UP);
        }
        delivery.drain(Duration.ofSeconds(1));
        time.run(Duration.ofSeconds(3));
        assertThat(delivery.followedPartitions()).isZero();
        assertThat(delivery.bytesInUse()).isZero();
        assertThat(delivery.ringBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"EARLIEST, 40, 30", "LATEST, 410, 400"})
    void retentionThatOvertakesASlowReaderIsTold(OnExpired onExpired, long to, long lost) {
        append(0, 10);
        RecordingSink sink = open(Edge.EARLIEST, onExpired, Bounds.NONE);
        time.run(Duration.ofSeconds(1));
        sink.credits = 0;
        append(0, MORE_THAN_A_RING_HOLDS);
        log.expire(TOPIC, 0, 40);
        time.run(Duration.ofSeconds(10));
        sink.credits = Integer.MAX_VALUE;
        time.run(Duration.ofSeconds(10));
        append(0, 1);
        time.run(Duration.ofSeconds(10));

        assertThat(gaps(sink)).containsExactly(new Gap(Gap.Reason.RETENTION, 0, 10, to, OptionalLong.of(lost)));
        assertThat(sink.offsetsOf(0))
                .isEqualTo(LongStream.range(0, 411)
                        .filter(offset -> offset < 10 || offset >= to)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"EARLIEST, 6, 4", "LATEST, 8, 6"})
    void logThatIsCutOffBelowALiveReaderIsTold(OnExpired onExpired, long to, long lost) {
        append(0, 10);
        RecordingSink sink = open(Edge.EARLIEST, onExpired, Bounds.NONE);
        time.run(Duration.ofSeconds(1));
        log.truncate(TOPIC, 0, 6);
        append(0, 2);
        time.run(Duration.ofSeconds(5));
        append(0, 1);
        time.run(Duration.ofSeconds(5));

        assertThat(gaps(sink)).containsExactly(new Gap(Gap.Reason.TRUNCATION, 0, 10, to, OptionalLong.of(lost)));
        List<Long> all = sink.offsetsOf(0);
        assertThat(all.subList(10, all.size())).isEqualTo(to == 6 ? List.of(6L, 7L, 8L) : List.of(8L));
    }

    @Test
    void boundedReadOfALogThatIsCutOffEndsAtTheNewEnd() {
        append(0, 1000);
        RecordingSink sink = open(Edge.EARLIEST, OnExpired.EARLIEST, head());
        sink.credits = 1;
        time.run(Duration.ofSeconds(3));
        int taken = sink.offsetsOf(0).size();
        log.truncate(TOPIC, 0, 5);
        time.run(Duration.ofSeconds(3));
        sink.credits = Integer.MAX_VALUE;
        time.run(Duration.ofSeconds(10));

        assertThat(taken).isBetween(6, 999);
        assertThat(sink.completed).isTrue();
        assertThat(gaps(sink)).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).isEqualTo(Gap.Reason.TRUNCATION);
            assertThat(gap.toOffset()).isEqualTo(5);
        });
    }

    @Test
    void boundedReadOfATopicThatIsCreatedAnewEndsAtTheHeadOfTheNewLog() {
        append(0, 1000);
        RecordingSink sink = open(Edge.EARLIEST, OnExpired.EARLIEST, head());
        sink.credits = 1;
        time.run(Duration.ofSeconds(3));
        recreate(3);
        append(2, 4);
        time.run(Duration.ofSeconds(3));
        sink.credits = Integer.MAX_VALUE;
        time.run(Duration.ofSeconds(10));

        assertThat(sink.completed).isTrue();
        assertThat(sink.offsetsOf(2)).endsWith(end(2) - 1).hasSize((int) end(2));
        new ToldStream(sink).assertTrue(truth, "seed " + seed);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void withoutALeaveToGoOnTheStreamEndsWithWhatHappened(Reason reason) {
        append(0, 10);
        RecordingSink sink = open(Edge.EARLIEST, OnExpired.FAIL, Bounds.NONE);
        time.run(Duration.ofSeconds(1));
        switch (reason) {
            case POSITION_TRUNCATED -> log.truncate(TOPIC, 0, 3);
            case TOPIC_RECREATED -> recreate(partitions);
            case POSITION_EXPIRED -> {
                sink.credits = 0;
                append(0, MORE_THAN_A_RING_HOLDS);
                log.expire(TOPIC, 0, 40);
                time.run(Duration.ofSeconds(3));
                sink.credits = Integer.MAX_VALUE;
            }
            default -> {
                return;
            }
        }
        time.run(Duration.ofSeconds(5));

        assertThat(sink.failure)
                .isNotNull()
                .satisfies(problem -> assertThat(problem.reason()).isEqualTo(reason));
        assertThat(gaps(sink)).isEmpty();
    }

    @Test
    void deletedTopicIsWaitedForAndReadOnWhenItComesBack() {
        append(0, 10);
        RecordingSink sink = open(Edge.EARLIEST, OnExpired.EARLIEST, Bounds.NONE);
        time.run(Duration.ofSeconds(1));
        log.deleteTopic(TOPIC);
        time.run(Duration.ofSeconds(20));
        assertThat(sink.failure).isNull();
        assertThat(sink.frames(StreamFrame.Progress.class)).hasSizeGreaterThanOrEqualTo(4);
        topicId = log.createTopic(TOPIC, partitions);
        append(0, 3);
        time.run(Duration.ofSeconds(5));

        new ToldStream(sink).assertTrue(truth, "seed " + seed);
        assertThat(sink.offsetsOf(0)).hasSize(13);
    }

    @Test
    void partitionsThatAreAddedAreToldAndReadFromTheirBeginningButNotByABoundedRead() {
        append(0, MORE_THAN_A_RING_HOLDS);
        RecordingSink live = open(Edge.LATEST, OnExpired.FAIL, Bounds.NONE);
        RecordingSink bounded = open(Edge.EARLIEST, OnExpired.FAIL, head());
        bounded.credits = 1;
        time.run(Duration.ofMillis(1500));
        addPartition();
        append(2, 5);
        time.run(Duration.ofSeconds(5));
        bounded.credits = Integer.MAX_VALUE;
        time.run(Duration.ofSeconds(5));

        assertThat(live.frames(StreamFrame.State.class))
                .filteredOn(state -> state.kind() == StreamFrame.State.Kind.PARTITIONS_ADDED)
                .singleElement()
                .satisfies(state -> assertThat(state.addedPartitions()).containsExactly(2));
        new ToldStream(live).assertTrue(truth, "seed " + seed);
        assertThat(live.offsetsOf(2)).hasSize((int) end(2));
        assertThat(bounded.completed).isTrue();
        assertThat(bounded.offsetsOf(2)).isEmpty();
    }

    @Test
    void transactionLeftOpenIsToldToWhoeverHasReadUpToItAndNothingIsLostWhenItEnds() {
        append(0, 5);
        log.openTransaction(TOPIC, 0);
        append(0, 3);
        log.loseLeader(TOPIC, 1);
        RecordingSink sink = open(Edge.EARLIEST, OnExpired.FAIL, Bounds.NONE);
        time.run(Duration.ofSeconds(6));
        assertThat(sink.offsetsOf(0)).hasSize(5);
        assertThat(lastProgress(sink).standing())
                .extracting(StreamFrame.StandingPartition::partition, StreamFrame.StandingPartition::cause)
                .containsExactly(
                        Tuple.tuple(0, StreamFrame.StandingPartition.Cause.OPEN_TRANSACTION),
                        Tuple.tuple(1, StreamFrame.StandingPartition.Cause.NO_LEADER));

        log.goOn(TOPIC, 0);
        log.goOn(TOPIC, 1);
        append(1, 1);
        time.run(Duration.ofSeconds(6));

        assertThat(lastProgress(sink).standing()).isEmpty();
        assertThat(sink.offsetsOf(0)).hasSize(8);
        assertThat(sink.offsetsOf(1)).hasSize(1);
    }

    @Test
    void slowReaderIsToldHowLongItsPositionWillLastAndHowFarItIsBehind() {
        log.retain(TOPIC, Duration.ofHours(1));
        append(0, 10);
        RecordingSink sink = open(Edge.EARLIEST, OnExpired.FAIL, Bounds.NONE);
        time.run(Duration.ofSeconds(6));
        assertThat(lastProgress(sink).expiresIn()).isEmpty();
        sink.credits = 0;
        time.run(Duration.ofMinutes(10));
        append(0, MORE_THAN_A_RING_HOLDS);
        time.run(Duration.ofMinutes(10));
        sink.credits = 1;
        time.run(Duration.ofSeconds(1));

        StreamFrame.Progress told = lastProgress(sink);
        assertThat(told.expiresIn().orElseThrow()).isBetween(Duration.ofMinutes(39), Duration.ofMinutes(40));
        assertThat(told.lag().records()).isEqualTo(MORE_THAN_A_RING_HOLDS);
        assertThat(told.lag().time().orElseThrow()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
        sink.credits = Integer.MAX_VALUE;
        time.run(Duration.ofSeconds(10));
        assertThat(sink.states())
                .containsExactly(
                        StreamFrame.State.Kind.CAUGHT_UP,
                        StreamFrame.State.Kind.FELL_BEHIND,
                        StreamFrame.State.Kind.CAUGHT_UP);
        new ToldStream(sink).assertTrue(truth, "seed " + seed);
    }

    private static StreamFrame.Progress lastProgress(RecordingSink sink) {
        List<StreamFrame.Progress> all = sink.frames(StreamFrame.Progress.class);
        return all.get(all.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({"FAIL, TOPIC_RECREATED", "EARLIEST, WRONG_STATE", "LATEST, WRONG_STATE"})
    void topicThatStaysDeletedEndsTheStream(OnExpired onExpired, Reason reason) {
        RecordingSink sink = open(Edge.EARLIEST, onExpired, Bounds.NONE);
        time.run(Duration.ofSeconds(1));
        log.deleteTopic(TOPIC);
        time.run(Duration.ofMinutes(1));

        assertThat(sink.failure).isNotNull().satisfies(problem -> {
            assertThat(problem.reason()).isEqualTo(reason);
            assertThat(problem.message()).contains("deleted");
        });
        assertThat(delivery.openStreams()).isZero();
    }

    private void loseSomething() {
        switch (random.nextInt(25)) {
            case 0 -> recreate(1 + random.nextInt(3));
            case 1, 2, 3 -> {
                int partition = random.nextInt(partitions);
                log.expire(TOPIC, partition, (long) (end(partition) * random.nextDouble()));
            }
            case 4 -> log.electLeader(TOPIC, random.nextInt(partitions));
            case 6 -> addPartition();
            case 5 -> log.skip(TOPIC, random.nextInt(partitions), 1 + random.nextInt(3));
            default -> {}
        }
    }

    private void recreate(int newPartitions) {
        partitions = newPartitions;
        topicId = log.createTopic(TOPIC, newPartitions);
        truth.created(topicId, newPartitions);
        publish(random.nextInt(60));
    }

    private void addPartition() {
        log.addPartitions(TOPIC, 1);
        partitions++;
        publish(random.nextInt(40));
    }

    private void publish(int records) {
        for (int i = 0; i < records; i++) {
            append(random.nextInt(partitions), 1);
        }
    }

    private void append(int partition, int records) {
        for (int i = 0; i < records; i++) {
            long offset = end(partition);
            String value = "\"%s %d %d %s\"".formatted(topicId, partition, offset, "x".repeat(500));
            log.append(TOPIC, partition, time.instant(), null, value.getBytes(StandardCharsets.UTF_8));
            truth.appended(topicId, partition, offset);
        }
    }

    private RecordingSink open(Edge edge, OnExpired onExpired, Bounds bounds) {
        TopicDescription topic = describe();
        var scope = new Scope("aviation.flights", 1, topic.clusterId(), topic.id());
        var start = new ProductPosition(scope, StartPositions.atEdge(topic, edge));
        View view = SampleViews.of(Encoding.JSON, 1024 * 1024);
        RecordingSink sink = new RecordingSink();
        var unused =
                delivery.open(new StreamPlan(log, topic, Resumption.at(start), onExpired, view, bounds, PACE), sink);
        return sink;
    }

    private TopicDescription describe() {
        var found = new Object() {
            Optional<TopicDescription> topic = Optional.empty();
        };
        log.describe(TOPIC).thenAccept(topic -> found.topic = topic);
        time.run(Duration.ofMillis(10));
        return found.topic.orElseThrow();
    }

    private long end(int partition) {
        return log.end(TOPIC, partition);
    }

    private Bounds head() {
        Map<Integer, Long> ends = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(partition, end(partition));
        }
        return new Bounds(Optional.of(ends), Long.MAX_VALUE);
    }

    private static List<Gap> gaps(RecordingSink sink) {
        return sink.frames(StreamFrame.Skipped.class).stream()
                .map(StreamFrame.Skipped::gap)
                .toList();
    }
}
