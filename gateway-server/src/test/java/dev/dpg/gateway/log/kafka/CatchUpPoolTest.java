package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.problem.Reason;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who reads what next. */
class CatchUpPoolTest extends CatchUpPoolSetup {
    @Test
    void aReaderThatStandsAtThePlaceIsPreferred() {
        CatchUpPool pool = pool(3, 10, LONG, LONG);
        String first = get(pool.submit(new Step("a", null, place(10))));
        get(pool.submit(new Step("b", place(500), place(600))));
        get(pool.submit(new Step("c", place(700), place(800))));

        assertThat(get(pool.submit(new Step("d", place(10), place(20))))).isEqualTo(first);
        assertThat(get(pool.submit(new Step("e", place(20), place(30))))).isEqualTo(first);
    }

    @Test
    void aReaderStandsInSeveralPartitions() {
        CatchUpPool pool = pool(2, 10, LONG, LONG);
        String first = get(pool.submit(new Step("a", place(1, 0), place(1, 10))));
        String second = get(pool.submit(new Step("b", place(2, 0), place(2, 10))));
        assertThat(second).isNotEqualTo(first);
        assertThat(get(pool.submit(new Step("c", place(3, 0), place(3, 10)))))
                .as("who did nothing for longest")
                .isEqualTo(first);

        assertThat(get(pool.submit(new Step("d", place(1, 10), place(1, 20))))).isEqualTo(first);
        assertThat(get(pool.submit(new Step("e", place(3, 10), place(3, 20))))).isEqualTo(first);
        assertThat(get(pool.submit(new Step("f", place(2, 10), place(2, 20))))).isEqualTo(second);
    }

    @Test
    void aFreeReaderTakesWhatGoesOnFromWhereItStands() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        Step blocking = new Step("first", place(1, 0), place(1, 10)).held();
        pool.submit(blocking);
        var other = pool.submit(new Step("other", place(2, 0), null));
        var goingOn = pool.submit(new Step("going on", place(1, 10), null));

        blocking.release();
        get(other);
        get(goingOn);

        assertThat(order).containsExactly("first", "going on", "other");
    }

    @Test
    void requestsWaitInTheOrderOfTheirArrival() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        Step blocking = new Step("first", null, null).held();
        pool.submit(blocking);
        pool.submit(new Step("second", place(1), null));
        pool.submit(new Step("third", place(2), null));
        var last = pool.submit(new Step("fourth", place(3), null));

        blocking.release();
        get(last);

        assertThat(order).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void aStreamThatGoesOnAndOnDoesNotStarveTheOthers() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        Step start = new Step("run", null, place(0)).held();
        var run = goOn(pool, pool.submit(start), 0);
        var other = pool.submit(new Step("other", place(999), null));

        start.release();
        get(other);
        get(run);

        assertThat(List.copyOf(order).indexOf("other")).isBetween(1, 10);
        assertThat(order).hasSize(52);
    }

    @Test
    void aReadThatHasNoMemoryFailsForNowAndItsReaderGoesOn() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);

        assertThat(reason(pool.submit(new Step("first", null, null).outOfMemory())))
                .isEqualTo(Reason.OVERLOADED);
        get(pool.submit(new Step("second", null, null)));

        assertThat(threads).hasSize(1);
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsRefused() {
        CatchUpPool pool = pool(1, 1, LONG, LONG);
        Step blocking = new Step("first", null, null).held();
        pool.submit(blocking);
        var waiting = pool.submit(new Step("second", null, null));

        assertThat(reason(pool.submit(new Step("third", null, null)))).isEqualTo(Reason.OVERLOADED);
        blocking.release();
        get(waiting);
    }

    @Test
    void whatIsNotAnsweredInTimeFailsAndItsPlaceInTheQueueIsFree() {
        CatchUpPool pool = pool(1, 1, LONG, SHORT);
        Step blocking = new Step("first", null, null).held();
        var running = pool.submit(blocking);
        var waiting = pool.submit(new Step("second", null, null));

        assertThat(reason(running)).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(reason(waiting)).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(reason(pool.submit(new Step("third", null, null)))).isNotEqualTo(Reason.OVERLOADED);
        blocking.release();
    }

    @Test
    void closingRefusesWhatWaits() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        Step blocking = new Step("first", null, null).held();
        pool.submit(blocking);
        var waiting = pool.submit(new Step("second", null, null));
        waiting.whenComplete((answer, failure) -> blocking.release());

        pool.close();

        assertThat(reason(waiting)).isEqualTo(Reason.DRAINING);
        assertThat(reason(pool.submit(new Step("late", null, null)))).isEqualTo(Reason.DRAINING);
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void aReaderWithNothingToDoEndsAndAnotherOneIsStartedWhenNeeded() {
        CatchUpPool pool = pool(1, 10, SHORT, LONG);
        get(pool.submit(new Step("first", null, null)));

        Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));

        get(pool.submit(new Step("second", null, null)));
        assertThat(threads).hasSize(2);
    }

    /** Fifty steps, each asked for when the one before is answered. */
    private CompletionStage<String> goOn(CatchUpPool pool, CompletionStage<String> step, long at) {
        return at == 50
                ? step
                : step.thenCompose(done -> goOn(pool, pool.submit(new Step("run", place(at), place(at + 1))), at + 1));
    }
}
