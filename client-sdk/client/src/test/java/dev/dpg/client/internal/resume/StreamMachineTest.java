package dev.dpg.client.internal.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.client.fakes.Frames;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import dev.dpg.v1.Until;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamMachineTest {
    private static final Start EARLIEST =
            Start.newBuilder().setEdge(Edge.EDGE_EARLIEST).build();
    private static final Start LATEST =
            Start.newBuilder().setEdge(Edge.EDGE_LATEST).build();
    private static final CallFailure CUT = CallFailure.local(Status.Code.UNAVAILABLE, "connection reset");
    private static final CallFailure BUG = CallFailure.local(Status.Code.INTERNAL, "a bug");
    private static final long HEARTBEAT = Duration.ofSeconds(5).toNanos();

    private int turn;
    private long now;

    @Test
    void opensWithTheWindowAndOneMessageMoreForOpened() {
        var machine = follower();

        assertThat(run(machine.start()))
                .contains(new Action.Announce(Phase.CONNECTING))
                .contains(new Action.Open(turn, EARLIEST, Optional.empty(), 0, 9));
    }

    @Test
    void asksForNoMoreBatchesThanTheWindowHolds() {
        var machine = opened(follower());

        for (long offset = 0; offset < 8; offset++) {
            assertThat(run(machine.frame(turn, Frames.batch(0, offset), now)))
                    .noneMatch(Action.Request.class::isInstance);
        }

        assertThat(run(machine.batchHandled(now))).containsExactly(new Action.Request(turn, 1));
    }

    @Test
    void answersEveryOtherFrameByANewRequest() {
        var machine = opened(follower());

        assertThat(run(machine.frame(turn, Frames.progress("p1.b", 7), now)))
                .containsExactly(
                        new Action.Mark(ResumePoint.ofToken("p1.b")),
                        new Action.ReportLag(7, Optional.empty(), Optional.empty()),
                        new Action.Request(turn, 1));
        assertThat(run(machine.frame(turn, Frame.getDefaultInstance(), now)))
                .containsExactly(new Action.Request(turn, 1));
    }

    @Test
    void goesOnAfterEverythingReceivedAndKeepsRoomForWhatIsInHand() {
        var machine = opened(follower());
        run(machine.frame(turn, Frames.batch(0, 0, 1), now));
        run(machine.frame(turn, Frames.batch(1, 7), now));
        run(machine.frame(turn, Frames.batch(0, 2), now));

        assertThat(run(machine.callEnded(turn, CUT, now))).contains(new Action.Announce(Phase.RECONNECTING));
        Start expected = Frames.after("p1.a", Frames.cursor(0, 3), Frames.cursor(1, 8));
        assertThat(run(machine.woken(turn, now))).contains(new Action.Open(turn, expected, Optional.empty(), 0, 6));
    }

    @Test
    void aTokenTakesThePlaceOfTheCursorsBeforeIt() {
        var machine = opened(follower());
        run(machine.frame(turn, Frames.batch(0, 0, 1), now));
        run(machine.frame(turn, Frames.progress("p1.b", 0), now));
        run(machine.frame(turn, Frames.batch(1, 7), now));
        run(machine.callEnded(turn, CUT, now));

        assertThat(opening(machine.woken(turn, now)).start()).isEqualTo(Frames.after("p1.b", Frames.cursor(1, 8)));
    }

    @Test
    void beforeItOpenedItTriesTheSameStartAgain() {
        var machine = follower();
        run(machine.start());
        run(machine.callEnded(turn, CUT, now));

        assertThat(opening(machine.woken(turn, now)).start()).isEqualTo(EARLIEST);
    }

    @Test
    void hearsNothingFromACallThatIsOver() {
        var machine = opened(follower());
        int old = turn;
        run(machine.callEnded(old, CUT, now));

        assertThat(machine.frame(old, Frames.batch(0, 0), now)).isEmpty();
        assertThat(machine.callEnded(old, CUT, now)).isEmpty();
        assertThat(machine.woken(old, now)).isEmpty();
    }

    @Test
    void threeMissedHeartbeatsAreABrokenConnection() {
        var machine = opened(follower());
        now = 3 * HEARTBEAT - 1;
        assertThat(run(machine.woken(turn, now))).containsExactly(new Action.Wake(turn, 1));

        now = 3 * HEARTBEAT;
        assertThat(run(machine.woken(turn, now)))
                .contains(new Action.Announce(Phase.RECONNECTING))
                .hasAtLeastOneElementOfType(Action.Cancel.class);
    }

    @Test
    void anyFrameIsASignOfLife() {
        var machine = opened(follower());
        now = HEARTBEAT;
        run(machine.frame(turn, Frames.batch(0, 0), now));

        now = 3 * HEARTBEAT;
        assertThat(run(machine.woken(turn, now))).containsExactly(new Action.Wake(turn, HEARTBEAT));
    }

    @Test
    void silenceMeansNothingWhileNothingWasAskedFor() {
        var machine = opened(follower());
        for (long offset = 0; offset < 8; offset++) {
            run(machine.frame(turn, Frames.batch(0, offset), now));
        }

        now = 100 * HEARTBEAT;
        assertThat(run(machine.woken(turn, now))).containsExactly(new Action.Wake(turn, 3 * HEARTBEAT));

        run(machine.batchHandled(now));
        now += HEARTBEAT;
        assertThat(run(machine.woken(turn, now))).containsExactly(new Action.Wake(turn, 2 * HEARTBEAT));
    }

    @Test
    void aCallThatNeverOpensIsABrokenConnection() {
        var machine = follower();
        assertThat(run(machine.start()))
                .contains(new Action.Wake(turn, Duration.ofSeconds(30).toNanos()));

        assertThat(run(machine.woken(turn, now))).hasAtLeastOneElementOfType(Action.ReportRetry.class);
    }

    @Test
    void backsOffFromAGatewayThatOpensAndThenFails() {
        var machine = opened(follower());
        run(machine.callEnded(turn, CUT, now));
        run(machine.woken(turn, now));
        run(machine.frame(turn, Frames.opened("p1.a"), now));

        assertThat(run(machine.callEnded(turn, CUT, now)))
                .anySatisfy(action -> assertThat(action)
                        .isEqualTo(new Action.Wake(turn, Duration.ofMillis(200).toNanos())));
    }

    @Test
    void aFrameBeyondOpenedEndsTheBackoff() {
        var machine = opened(follower());
        run(machine.callEnded(turn, CUT, now));
        run(machine.woken(turn, now));
        run(machine.frame(turn, Frames.opened("p1.a"), now));
        run(machine.frame(turn, Frames.progress("p1.a", 0), now));

        assertThat(run(machine.callEnded(turn, CUT, now)))
                .contains(new Action.Wake(turn, Duration.ofMillis(100).toNanos()));
    }

    @Test
    void threeBugsInARowAreTheCallersToKnow() {
        var machine = opened(follower());
        for (int tries = 1; tries < 3; tries++) {
            run(machine.callEnded(turn, BUG, now));
            run(machine.woken(turn, now));
        }

        assertThat(run(machine.callEnded(turn, BUG, now))).containsExactly(new Action.Fail(BUG));
    }

    @Test
    void givesUpWhenTheNextTryWouldBeginTooLate() {
        var machine = machine(new Bound.Never(), EARLIEST, 0, Optional.of(Duration.ofMillis(250)));
        run(machine.start());
        run(machine.callEnded(turn, CUT, now));
        run(machine.woken(turn, now));

        now = Duration.ofMillis(100).toNanos();
        assertThat(run(machine.callEnded(turn, CUT, now))).containsExactly(new Action.Fail(CUT));
    }

    @Test
    void aFirstFrameOtherThanOpenedIsABugOfTheGateway() {
        var machine = follower();
        run(machine.start());

        assertThat(run(machine.frame(turn, Frames.batch(0, 0), now)))
                .hasAtLeastOneElementOfType(Action.Cancel.class)
                .hasAtLeastOneElementOfType(Action.ReportRetry.class)
                .noneMatch(Action.Deliver.class::isInstance);
    }

    @Test
    void fixesTheHeadBeforeItOpensAndKeepsItOverABreak() {
        var machine = machine(new Bound.Head(), EARLIEST, 0, Optional.empty());
        assertThat(run(machine.start())).contains(new Action.Resolve(turn, LATEST));
        var head = Optional.of(Until.newBuilder().setResumeToken("p1.head").build());

        var first = opening(machine.resolved(turn, position("p1.head")));
        assertThat(first.until()).isEqualTo(head);
        assertThat(first.start()).isEqualTo(EARLIEST);

        run(machine.frame(turn, Frames.opened("p1.a"), now));
        run(machine.callEnded(turn, CUT, now));
        assertThat(opening(machine.woken(turn, now)).until()).isEqualTo(head);
    }

    @Test
    void asksForTheHeadAgainWhenTheQuestionFailed() {
        var machine = machine(new Bound.Head(), EARLIEST, 0, Optional.empty());
        run(machine.start());
        run(machine.callEnded(turn, CUT, now));

        assertThat(run(machine.woken(turn, now))).contains(new Action.Resolve(turn, LATEST));
    }

    @Test
    void theLastRecordsAndTheHeadComeFromOneLookAtTheLog() {
        Start last = Start.newBuilder().setLast(5).build();
        var machine = machine(new Bound.Head(), last, 0, Optional.empty());
        assertThat(run(machine.start())).contains(new Action.Resolve(turn, last));

        var answer = position("p1.start").toBuilder();
        answer.addPartitionsBuilder().setPartition(0).setNextOffset(95).setEndOffset(100);
        var question = run(machine.resolved(turn, answer.build()));
        assertThat(question)
                .filteredOn(Action.Resolve.class::isInstance)
                .singleElement()
                .satisfies(action -> assertThat(((Action.Resolve) action)
                                .position()
                                .getOffsets()
                                .getPartitions(0)
                                .getOffset())
                        .isEqualTo(100));

        var open = opening(machine.resolved(turn, position("p1.head")));
        assertThat(open.start()).isEqualTo(Frames.after("p1.start"));
        assertThat(open.until().orElseThrow().getResumeToken()).isEqualTo("p1.head");
    }

    @Test
    void asksOnlyForWhatIsLeftOfTheLimit() {
        var machine = machine(new Bound.Never(), EARLIEST, 10, Optional.empty());
        run(machine.start());
        run(machine.frame(turn, Frames.opened("p1.a"), now));
        run(machine.frame(turn, Frames.batch(0, 0, 1, 2), now));
        run(machine.callEnded(turn, CUT, now));

        assertThat(opening(machine.woken(turn, now)).limit()).isEqualTo(7);
    }

    @Test
    void isCompleteWhenTheLimitIsReachedThoughTheEndGotLost() {
        var machine = machine(new Bound.Never(), EARLIEST, 2, Optional.empty());
        run(machine.start());
        run(machine.frame(turn, Frames.opened("p1.a"), now));
        run(machine.frame(turn, Frames.batch(0, 0, 1), now));

        assertThat(run(machine.callEnded(turn, CUT, now))).containsExactly(new Action.Complete());
    }

    @Test
    void endCompletesTheReadAndTheOkAfterItMeansNothing() {
        var machine = opened(follower());

        assertThat(run(machine.frame(turn, Frames.end("p1.z"), now)))
                .containsExactly(new Action.Mark(ResumePoint.ofToken("p1.z")), new Action.Complete());
        assertThat(machine.callEnded(turn, CallFailure.local(Status.Code.OK, ""), now))
                .isEmpty();
    }

    @Test
    void anOkWithoutAnEndIsABrokenConnection() {
        var machine = opened(follower());

        assertThat(run(machine.callEnded(turn, CallFailure.local(Status.Code.OK, ""), now)))
                .contains(new Action.Announce(Phase.RECONNECTING));
    }

    @Test
    void announcesEachChangeOnce() {
        var machine = opened(follower());
        Frame caughtUp = Frames.state(State.Kind.KIND_CAUGHT_UP, "p1.b");

        assertThat(run(machine.frame(turn, caughtUp, now))).contains(new Action.Announce(Phase.LIVE));
        assertThat(run(machine.frame(turn, caughtUp, now))).noneMatch(Action.Announce.class::isInstance);
        assertThat(run(machine.frame(turn, Frames.state(State.Kind.KIND_FELL_BEHIND, "p1.b"), now)))
                .contains(new Action.Announce(Phase.CATCHING_UP));
    }

    @Test
    void nothingFollowsAfterClose() {
        var machine = opened(follower());

        assertThat(machine.close()).hasSize(1).hasOnlyElementsOfType(Action.Cancel.class);
        assertThat(machine.frame(turn, Frames.batch(0, 0), now)).isEmpty();
        assertThat(machine.batchHandled(now)).isEmpty();
        assertThat(machine.close()).isEmpty();
    }

    private StreamMachine follower() {
        return machine(new Bound.Never(), EARLIEST, 0, Optional.empty());
    }

    /** With the longest delays that the jitter gives. */
    private static StreamMachine machine(Bound bound, Start start, long limit, Optional<Duration> giveUpAfter) {
        var plan = new StreamPlan(start, bound, limit, StreamPlan.WINDOW_DEFAULT, giveUpAfter, RetrySettings.DEFAULT);
        return new StreamMachine(plan, () -> 1.0);
    }

    private StreamMachine opened(StreamMachine machine) {
        run(machine.start());
        run(machine.frame(turn, Frames.opened("p1.a"), now));
        return machine;
    }

    private Action.Open opening(List<Action> actions) {
        return run(actions).stream()
                .filter(Action.Open.class::isInstance)
                .map(Action.Open.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Remembers the turn that the actions speak of, as the driver does. */
    private List<Action> run(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Wake wake) {
                turn = wake.turn();
            }
        }
        return actions;
    }

    private static ResolvePositionResponse position(String token) {
        return ResolvePositionResponse.newBuilder().setResumeToken(token).build();
    }
}
