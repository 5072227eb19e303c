package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.problem.Reason;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who is answered with what was read for another. */
class CatchUpSharingTest extends CatchUpPoolSetup {
    @Test
    void whoWaitsForWhatWasReadForAnotherIsAnsweredWithIt() {
        CatchUpPool pool = pool(1, 20, LONG, LONG);
        var batch = new LogBatch(PARTITION, 100, 200, 3, List.of(), 500);
        Step reading = new Step("first", place(100), place(200)).held().bringing(batch);
        pool.submit(reading);
        var next = new Step("next", null, null).held();
        pool.submit(next);
        var covered =
                List.of(at(PARTITION, 100, 3), at(PARTITION, 199, 3), at(PARTITION, 150, PartitionPosition.UNKNOWN));
        var others = List.of(
                at(PARTITION, 99, 3),
                at(PARTITION, 200, 3),
                at(PARTITION, 150, 2),
                at(new PartitionId("orders", PARTITION.topicId(), 7), 150, 3));
        var answers = covered.stream()
                .map(wanted -> pool.read(wanted.partition(), wanted.position(), LogBatch::fromOffset))
                .toList();
        var unanswered = others.stream()
                .map(wanted -> pool.read(wanted.partition(), wanted.position(), LogBatch::fromOffset))
                .toList();

        reading.release();

        assertThat(answers).allSatisfy(answer -> assertThat(get(answer)).isEqualTo(100));
        assertThat(unanswered).noneMatch(answer -> answer.toCompletableFuture().isDone());
        pool.close();
        next.release();
    }

    @Test
    void whoWantsWhatIsBeingReadJoinsItThoughReadersAreFree() {
        CatchUpPool pool = pool(4, 10, LONG, LONG);
        var batch = new LogBatch(PARTITION, 100, 200, 3, List.of(), 500);
        Step reading = new Step("first", place(100), place(200)).held().bringing(batch);
        pool.submit(reading);
        var answers = IntStream.range(0, 20)
                .mapToObj(other -> pool.read(PARTITION, PartitionPosition.at(100), LogBatch::nextOffset))
                .toList();
        assertThat(pool.load().busy()).isEqualTo(1);

        reading.release();

        assertThat(answers).allSatisfy(answer -> assertThat(get(answer)).isEqualTo(200));
        assertThat(pool.load().shared()).isEqualTo(20);
    }

    @Test
    void whoJoinedInVainReadsAlone() {
        CatchUpPool pool = pool(3, 10, LONG, LONG);
        Step failing = new Step("first", place(100), null).held().outOfMemory();
        var failed = pool.submit(failing);
        Step joined = new Step("joined", place(100), place(200)).joining().held();
        Step another = new Step("another", place(100), place(200)).joining().held();
        var answers = List.of(pool.submit(joined), pool.submit(another));

        failing.release();

        assertThat(reason(failed)).isEqualTo(Reason.OVERLOADED);
        Awaitility.await().until(() -> order.size() == 3);
        joined.release();
        another.release();
        assertThat(answers).allSatisfy(answer -> assertThat(get(answer)).isNotEmpty());
    }

    @Test
    void whoJoinedIsNotForgottenWhenThePoolCloses() {
        CatchUpPool pool = pool(2, 10, LONG, LONG);
        Step reading = new Step("first", place(100), place(200)).held();
        pool.submit(reading);
        var joined = pool.read(PARTITION, PartitionPosition.at(100), LogBatch::nextOffset);
        joined.whenComplete((answer, failure) -> reading.release());

        pool.close();

        assertThat(reason(joined)).isEqualTo(Reason.DRAINING);
    }

    @Test
    void whoJoinedLosesPatienceByItself() {
        CatchUpPool pool = pool(2, 10, LONG, SHORT);
        Step reading = new Step("first", place(100), place(200)).held();
        pool.submit(reading);

        assertThat(reason(pool.read(PARTITION, PartitionPosition.at(100), LogBatch::nextOffset)))
                .isEqualTo(Reason.CLUSTER_DOWN);
        reading.release();
    }

    @Test
    void whoseUseOfSharedRecordsFailsFailsAlone() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        var batch = new LogBatch(PARTITION, 100, 200, 3, List.of(), 500);
        Step reading = new Step("first", place(100), place(200)).held().bringing(batch);
        pool.submit(reading);
        CompletionStage<String> broken = pool.read(PARTITION, PartitionPosition.at(150), read -> {
            throw new IllegalStateException("broken");
        });
        CompletionStage<Long> sound = pool.read(PARTITION, PartitionPosition.at(150), LogBatch::nextOffset);

        reading.release();

        assertThat(reason(broken)).isEqualTo(Reason.INTERNAL);
        assertThat(get(sound)).isEqualTo(200);
    }

    @Test
    void equalUsesOfSharedRecordsAreMadeOnce() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        var batch = new LogBatch(PARTITION, 100, 200, 3, List.of(), 500);
        Step reading = new Step("first", place(100), place(200)).held().bringing(batch);
        pool.submit(reading);
        AtomicInteger uses = new AtomicInteger();
        Function<LogBatch, Integer> counted = read -> uses.incrementAndGet();
        var answers = IntStream.range(100, 108)
                .mapToObj(offset -> pool.read(PARTITION, PartitionPosition.at(offset), counted))
                .toList();

        reading.release();

        assertThat(answers).allSatisfy(answer -> assertThat(get(answer)).isEqualTo(1));
    }

    private record Wanted(PartitionId partition, PartitionPosition position) {}

    private static Wanted at(PartitionId partition, long offset, int epoch) {
        return new Wanted(partition, new PartitionPosition(offset, epoch, PartitionPosition.UNKNOWN));
    }
}
