package dev.dpg.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.log.PartitionTail.Following;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.PositionOutOfRange;
import dev.dpg.gateway.problem.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every adapter of the log's port keeps. Each test has a topic of its own, of two partitions. */
public abstract class RecordLogContract extends RecordLogFixture {
    @Test
    void aTopicIsDescribedByItsIdItsClusterAndWhatCanBeRead() {
        append(1, "a", "b", "c");
        expire(topic(), 1, 1);

        TopicDescription described = describe();

        assertThat(described.name()).isEqualTo(topic());
        assertThat(described.clusterId()).isNotEmpty();
        assertThat(described.partitions())
                .containsExactly(new TopicDescription.OffsetRange(0, 0), new TopicDescription.OffsetRange(1, 3));
    }

    @Test
    void anUnknownTopicHasNoDescription() {
        assertThat(get(log().describe("contract-unknown"))).isEmpty();
    }

    @Test
    void whatATopicKeepsIsToldAndOfNoneNothing() {
        assertThat(get(log().limits(topic())))
                .hasValueSatisfying(limits -> assertThat(limits.compacted()).isFalse());
        assertThat(get(log().limits("contract-unknown"))).isEmpty();
    }

    @Test
    void timesAreFoundAndTheEndWhereNothingIsAsNew() {
        append(topic(), 0, NOON, null, "a");
        append(topic(), 0, NOON.plusSeconds(10), null, "b");
        append(topic(), 1, NOON, null, "c");

        assertThat(get(log().offsetsAt(describe(), NOON.plusSeconds(1)))).containsExactly(1L, 1L);
    }

    @Test
    void aPartitionIsFollowedInOrderFromTheOffsetOnWhatIsThereAndWhatComes() {
        append(0, "a", "b", "c");
        CollectingListener listener = follow(0, 1);
        listener.awaitValues(List.of("b", "c"));

        append(0, "d", "e");

        listener.awaitValues(List.of("b", "c", "d", "e"));
        listener.awaitNext(5);
    }

    @Test
    void joiningAndLeavingDoNotDisturbTheOthers() {
        CollectingListener steady = follow(0, 0);
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            CollectingListener passing = new CollectingListener(round);
            try (Following following = log().tail().follow(partition(1), PartitionPosition.at(round), passing)) {
                assertThat(following).isNotNull();
                append(0, "steady-" + round);
                expected.add("steady-" + round);
                append(1, "passing-" + round);
                passing.awaitValues(List.of("passing-" + round));
            }
        }

        steady.awaitValues(expected);
    }

    @Test
    void aPartitionIsFollowedOnceAtATimeAndAgainAfterClosing() {
        Following first = log().tail().follow(partition(0), PartitionPosition.at(0), new CollectingListener(0));
        assertThatThrownBy(() -> log().tail().follow(partition(0), PartitionPosition.at(0), new CollectingListener(0)))
                .isInstanceOf(IllegalStateException.class);
        first.close();
        first.close();

        append(0, "a");

        follow(0, 0).awaitValues(List.of("a"));
    }

    @Test
    void whoeverFollowsMovesOverAbortedTransactions() {
        append(0, "a");
        CollectingListener listener = follow(0, 0);
        listener.awaitValues(List.of("a"));

        appendAborted(topic(), 0, "never seen");

        long end = describe().partitions().get(0).end();
        assertThat(end).isGreaterThan(1);
        listener.awaitNext(end);
        assertThat(listener.values()).containsExactly("a");
    }

    @Test
    void aListenerThatThrowsFailsAlone() {
        CollectingListener other = follow(1, 0);
        CollectingListener failures = new CollectingListener(0);
        log().tail().follow(partition(0), PartitionPosition.at(0), new PartitionTail.Listener() {
            @Override
            public void batch(LogBatch batch) {
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public Duration readEnds() {
                return Duration.ZERO;
            }

            @Override
            public void failed(Problem problem) {
                failures.failed(problem);
            }
        });

        append(0, "a");
        failures.awaitFailure(Reason.INTERNAL);
        append(1, "b");

        other.awaitValues(List.of("b"));
    }

    @Test
    void historyIsReadToTheEndWithoutAGapOrARepeat() {
        List<String> expected =
                IntStream.range(0, 1_200).mapToObj(number -> "value-" + number).toList();
        append(0, expected.toArray(String[]::new));
        appendAborted(topic(), 0, "never seen");
        append(0, "last");

        List<String> found = new ArrayList<>();
        long position = 0;
        for (LogBatch batch = read(0, 0); batch.nextOffset() > position; batch = read(0, position)) {
            assertThat(batch.fromOffset()).isEqualTo(position);
            assertThat(batch.endOffset()).isGreaterThanOrEqualTo(batch.nextOffset());
            batch.records().forEach(record -> found.add(CollectingListener.text(record)));
            position = batch.nextOffset();
        }

        assertThat(found).hasSize(1_201).startsWith("value-0").endsWith("value-1199", "last");
        assertThat(found.subList(0, 1_200)).isEqualTo(expected);
        assertThat(position).isEqualTo(describe().partitions().get(0).end());
    }

    @Test
    void readingAtTheEndAnswersAnEmptyBatchPromptlyAndWhatComesIsFoundNext() {
        append(0, "a");
        read(0, 0);

        long before = System.nanoTime();
        LogBatch atEnd = read(0, 1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(atEnd.records()).isEmpty();
        assertThat(atEnd).extracting(LogBatch::nextOffset, LogBatch::endOffset).containsExactly(1L, 1L);

        append(0, "b");
        assertThat(read(0, 1).records()).extracting(CollectingListener::text).containsExactly("b");
    }

    @Test
    void manyReadsAtOnceAreAllAnswered() {
        append(0, "a", "b");
        append(1, "c");
        PartitionId first = partition(0);
        PartitionId second = partition(1);
        List<CompletionStage<Long>> answers = IntStream.range(0, 60)
                .mapToObj(number -> log().catchUp()
                        .read(
                                number % 2 == 0 ? first : second,
                                PartitionPosition.at(number % 2),
                                batch -> batch.nextOffset()))
                .toList();

        for (int number = 0; number < answers.size(); number++) {
            assertThat(get(answers.get(number))).isEqualTo(number % 2 == 0 ? 2L : 1L);
        }
    }

    @Test
    void aRecordComesWithAllItsParts() {
        append(topic(), 0, NOON, "key", null, "first", "1", "first", "2");
        append(topic(), 0, NOON, null, "value");

        List<LogRecord> records = read(0, 0).records();

        LogRecord tombstone = records.get(0);
        assertThat(tombstone.timestamp()).isEqualTo(NOON.toEpochMilli());
        assertThat(tombstone.key()).isEqualTo(utf8("key"));
        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.headers()).extracting(LogHeader::key).containsExactly("first", "first");
        assertThat(tombstone.headers().get(1).value()).isEqualTo("2".getBytes(StandardCharsets.UTF_8));
        assertThat(records.get(1).key()).isNull();
        assertThat(records.get(1).headers()).isEmpty();
        ByteBuffer value = records.get(1).value();
        assertThat(value).isEqualTo(utf8("value"));
        assertThat(value != null && value.isReadOnly()).isTrue();
    }

    @Test
    void largeRecordsAreReadAndFollowed() {
        String large = "x".repeat(900_000);
        append(0, large + "1", large + "2", large + "3");
        List<String> expected = List.of(large + "1", large + "2", large + "3");

        follow(0, 0).awaitValues(expected);
        assertThat(read(0, 2).records()).extracting(CollectingListener::text).containsExactly(large + "3");
    }

    @Test
    void manyPartitionsAreFollowedTogether() {
        createTopic(topic(), 64);
        Map<Integer, CollectingListener> listeners = new HashMap<>();
        IntStream.range(0, 64).forEach(partition -> listeners.put(partition, follow(partition, 0)));

        IntStream.range(0, 64).forEach(partition -> append(partition, "value-" + partition));

        listeners.forEach((partition, listener) -> listener.awaitValues(List.of("value-" + partition)));
    }

    @Test
    void aPositionOlderThanRetentionIsExpired() {
        append(0, "a", "b", "c");
        expire(topic(), 0, 2);
        PositionOutOfRange detail = new PositionOutOfRange(0, 1, 2, 3);

        assertThat(failedRead(partition(0), 1).details()).contains(detail);
        assertThat(follow(0, 1).awaitFailure(Reason.POSITION_EXPIRED).details()).contains(detail);
    }

    @Test
    void aPositionBeyondTheEndIsTruncated() {
        append(0, "a", "b");
        append(1, "c");
        CollectingListener other = follow(1, 0);
        PositionOutOfRange detail = new PositionOutOfRange(0, 7, 0, 2);

        assertThat(failedRead(partition(0), 7).details()).contains(detail);
        assertThat(follow(0, 7).awaitFailure(Reason.POSITION_TRUNCATED).details())
                .contains(detail);
        other.awaitValues(List.of("c"));
        assertThat(other.problem()).isNull();
    }

    @Test
    void aTopicThatWasCreatedAnewIsNotReadInPlaceOfTheOldOne() {
        append(0, "a", "b", "c");
        PartitionId old = partition(0);
        createTopic(topic(), 2);
        append(0, "x");

        assertThat(failedRead(old, 0).reason()).isEqualTo(Reason.TOPIC_RECREATED);
        CollectingListener listener = new CollectingListener(3);
        log().tail().follow(old, PartitionPosition.at(3), listener);
        listener.awaitFailure(Reason.TOPIC_RECREATED);
        follow(0, 0).awaitValues(List.of("x"));
    }

    @Test
    void whoeverFollowsATopicThatIsCreatedAnewIsToldWhenItHoldsLess() {
        append(0, "a", "b", "c");
        CollectingListener listener = follow(0, 0);
        listener.awaitValues(List.of("a", "b", "c"));

        createTopic(topic(), 2);
        append(0, "x");

        listener.awaitFailure(Reason.TOPIC_RECREATED);
        assertThat(listener.values()).containsExactly("a", "b", "c");
    }

    @Test
    void aPositionOnTheLogDoesNotDivergeAndOneOfAnEpochThatNeverWasDoes() {
        append(0, "a");
        append(1, "b");
        int epoch = read(0, 0).leaderEpoch();

        assertThat(get(log().diverging(
                                describe(),
                                Map.of(0, new PartitionPosition(1, epoch, PartitionPosition.UNKNOWN), 1, position(1)))))
                .isEmpty();
        assertThat(get(log().diverging(
                                describe(), Map.of(0, new PartitionPosition(1, epoch + 5, PartitionPosition.UNKNOWN)))))
                .containsExactly(Map.entry(0, 1L));
    }

    @Test
    void aWatchedTopicIsSeenWithItsIdAndPartitionsAndAsAnotherOneWhenItIsCreatedAnew() {
        append(0, "a", "b", "c");
        expire(topic(), 0, 2);
        try (WatchedTopic watched = log().watch(topic())) {
            TopicSight first = awaitSight(watched, describe().id());
            assertThat(first.partitions())
                    .extracting(TopicSight.PartitionSight::earliest)
                    .containsExactly(2L, 0L);
            assertThat(first.partitions())
                    .allMatch(partition -> partition.standing().isEmpty());

            createTopic(topic(), 3);

            assertThat(awaitSight(watched, describe().id()).partitions()).hasSize(3);
        }
    }

    @Test
    void aWatchedTopicThatIsNotThereIsSeenToBeGone() {
        try (WatchedTopic watched = log().watch("contract-unknown")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> watched.latest().equals(Optional.of(TopicSight.gone())));
        }
    }

    private static TopicSight awaitSight(WatchedTopic watched, UUID id) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> watched.latest()
                        .filter(sight -> sight.id().equals(Optional.of(id)))
                        .isPresent());
        return watched.latest().orElseThrow();
    }

    @Test
    void aClosedLogRefuses() {
        PartitionId partition = partition(0);
        log().close();

        assertThat(problem(log().describe(topic())).reason()).isEqualTo(Reason.DRAINING);
        assertThat(failedRead(partition, 0).reason()).isEqualTo(Reason.DRAINING);
    }

    private static ByteBuffer utf8(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }
}
