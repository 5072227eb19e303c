package dev.dpg.client.internal.resume;

import static dev.dpg.v1.GoAway.Reason.REASON_CLOSED;
import static dev.dpg.v1.GoAway.Reason.REASON_DRAIN;
import static dev.dpg.v1.GoAway.Reason.REASON_MAX_AGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.client.fakes.Frames;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Gap;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Planned endings: the first call has turn 1, what follows counts on. */
class StreamMachineHandoverTest {
    private static final Start EARLIEST =
            Start.newBuilder().setEdge(Edge.EDGE_EARLIEST).build();
    private static final CallFailure OK = CallFailure.local(Status.Code.OK, "ended");
    private static final CallFailure REFUSED = CallFailure.local(Status.Code.UNAVAILABLE, "connection refused");
    private static final CallFailure GONE = CallFailure.local(Status.Code.NOT_FOUND, "no such product");

    @Test
    void theNextCallIsOpenedFromAllThatWasReceivedAndThenTheOldOneIsCancelled() {
        StreamMachine machine = live(0);
        machine.frame(1, Frames.batch(0, 0, 1), 0);
        assertThat(tell(machine, Frames.goAway(REASON_MAX_AGE, "p1.b", 0, 500)))
                .contains(new Action.Wake(2, 0))
                .noneMatch(Action.Announce.class::isInstance);
        machine.frame(1, Frames.batch(1, 7), 0);
        assertThat(machine.woken(2, 0))
                .contains(new Action.Open(3, Frames.after("p1.b", Frames.cursor(1, 8)), Optional.empty(), 0, 1));

        assertThat(machine.frame(1, Frames.batch(0, 2), 0)).hasOnlyElementsOfType(Action.Deliver.class);
        assertThat(machine.frame(3, Frames.opened("p1.c"), 0))
                .startsWith(new Action.Cancel(1, "the next stream is open"))
                .contains(new Action.Request(3, 5)) // a window of 8, 3 in hand
                .contains(new Action.Mark(ResumePoint.ofToken("p1.c").after(Frames.cursor(0, 3))))
                .noneMatch(Action.Announce.class::isInstance);
        assertThat(machine.frame(1, Frames.batch(0, 3), 0)).isEmpty();
        assertThat(machine.callEnded(1, OK, 0)).isEmpty();
    }

    @Test
    void whatBothCallsBringIsTakenOnce() {
        StreamMachine machine = live(0);
        openNext(machine);
        machine.frame(1, Frames.batch(0, 0, 1, 2), 0);
        machine.frame(3, Frames.opened("p1.a"), 0);

        assertThat(machine.frame(3, Frames.batch(0, 0, 1), 0)).containsExactly(new Action.Request(3, 1));
        assertThat(machine.frame(3, Frames.batch(0, 2, 3), 0))
                .containsExactly(new Action.Deliver(Frames.batch(0, 3).getBatch()));
        assertThat(machine.frame(3, Frames.progress("p1.z", 0), 0))
                .contains(new Action.Mark(ResumePoint.ofToken("p1.z")));
    }

    @Test
    void aGatewayThatDrainsIsAvoidedAndItsStreamsChooseAMomentEach() {
        assertThat(tell(live(0, 0.25), Frames.goAway(REASON_DRAIN, "p1.b", 400, 10_000)))
                .contains(new Action.Avoid(1))
                .contains(new Action.Wake(2, Duration.ofMillis(100).toNanos()));
        assertThat(tell(live(0), Frames.goAway(REASON_DRAIN, "p1.b", 60_000, 10_000)))
                .contains(new Action.Wake(2, Duration.ofSeconds(5).toNanos()));
    }

    @Test
    void aNextCallThatIsRefusedIsTriedAgainWhileTheOldOneGoesOn() {
        StreamMachine machine = live(0);
        openNext(machine);

        assertThat(machine.callEnded(3, REFUSED, 0))
                .containsExactly(new Action.Wake(4, Duration.ofMillis(100).toNanos()));
        assertThat(machine.frame(1, Frames.batch(0, 0), 0)).hasOnlyElementsOfType(Action.Deliver.class);
        assertThat(machine.woken(4, 0))
                .contains(new Action.Open(5, Frames.after("p1.b", Frames.cursor(0, 1)), Optional.empty(), 0, 1));
    }

    @Test
    void aRefusalForGoodShowsOnlyWhenTheOldCallHasEnded() {
        StreamMachine machine = live(0);
        openNext(machine);
        assertThat(machine.callEnded(3, GONE, 0)).isEmpty();

        assertThat(machine.callEnded(1, OK, 1))
                .contains(new Action.Open(4, Frames.after("p1.b"), Optional.empty(), 0, 9));
        assertThat(machine.callEnded(4, GONE, 1)).contains(new Action.Fail(GONE));
    }

    @Test
    void whenTheOldCallEndsTheNextOneIsAwaitedWithoutAWord() {
        StreamMachine machine = live(0);
        openNext(machine);

        assertThat(machine.callEnded(1, OK, 0)).isEmpty();
        assertThat(machine.frame(3, Frames.opened("p1.c"), 0))
                .contains(new Action.Request(3, 8))
                .noneMatch(Action.Announce.class::isInstance);
    }

    @Test
    void anEndingWithoutGraceOpensTheNextCallAtOnce() {
        StreamMachine machine = live(0);
        assertThat(tell(machine, Frames.goAway(REASON_MAX_AGE, "p1.b", 0, 0))).noneMatch(Action.Open.class::isInstance);

        assertThat(machine.callEnded(1, OK, 0))
                .contains(new Action.Open(2, Frames.after("p1.b"), Optional.empty(), 0, 9))
                .noneMatch(Action.Output.class::isInstance);
    }

    @Test
    void aLongPauseThatAnOperatorAskedForIsShownAsOneAndNotAsAnError() {
        StreamMachine machine = live(0);
        tell(machine, Frames.goAway(REASON_CLOSED, "p1.b", 30_000, 0));

        assertThat(machine.callEnded(1, OK, 0))
                .containsExactly(
                        new Action.Wake(2, Duration.ofSeconds(30).toNanos()), new Action.Announce(Phase.RECONNECTING));
        assertThat(machine.woken(2, 0)).hasAtLeastOneElementOfType(Action.Open.class);
    }

    @Test
    void aGatewayThatOnlySendsAwayIsAskedAgainAfterAPause() {
        StreamMachine machine = live(0);
        tell(machine, Frames.goAway(REASON_MAX_AGE, "p1.b", 0, 0));
        machine.callEnded(1, OK, 0);
        machine.frame(2, Frames.opened("p1.b"), 0);
        machine.frame(2, Frames.goAway(REASON_MAX_AGE, "p1.b", 0, 0), 0);

        assertThat(machine.callEnded(2, OK, 0))
                .contains(new Action.Wake(3, Duration.ofMillis(100).toNanos()));
    }

    @Test
    void aGapThatTheOldCallTellsIsNotToldByTheNextOneAgain() {
        StreamMachine machine = live(0);
        openNext(machine);

        assertThat(machine.frame(1, Frames.gap(Gap.Reason.REASON_TOPIC_RECREATED, 0, 9, 0, "p1.new"), 0))
                .contains(new Action.Cancel(3, "a gap was told meanwhile"))
                .contains(new Action.Open(4, Frames.after("p1.new"), Optional.empty(), 0, 1));
    }

    @Test
    void afterAnotherLogBeganOffsetsMayGoBack() {
        StreamMachine machine = live(0);
        openNext(machine);
        machine.frame(1, Frames.batch(0, 100), 0);
        machine.frame(1, Frames.batch(1, 100), 0);
        machine.frame(3, Frames.opened("p1.a"), 0);

        Frame recreated = Frames.gap(Gap.Reason.REASON_TOPIC_RECREATED, 0, 100, 0, "p1.new");
        assertThat(machine.frame(3, recreated, 0))
                .contains(new Action.Skip(recreated.getGap(), ResumePoint.ofToken("p1.new")));
        assertThat(machine.frame(3, Frames.batch(1, 0), 0))
                .containsExactly(new Action.Deliver(Frames.batch(1, 0).getBatch()));
    }

    @Test
    void recordsThatTheOldCallStillGotAreNoGap() {
        StreamMachine machine = live(0);
        openNext(machine);
        machine.frame(1, Frames.batch(0, 0, 1, 2), 0);
        machine.frame(3, Frames.opened("p1.a"), 0);

        assertThat(machine.frame(3, Frames.gap(Gap.Reason.REASON_RETENTION, 0, 0, 2, "p1.x"), 0))
                .noneMatch(Action.Skip.class::isInstance);
        assertThat(machine.frame(3, Frames.gap(Gap.Reason.REASON_RETENTION, 0, 2, 10, "p1.y"), 0))
                .contains(new Action.Skip(
                        Frames.gap(Gap.Reason.REASON_RETENTION, 0, 3, 10, "p1.y")
                                .getGap(),
                        ResumePoint.ofToken("p1.y")));
    }

    @Test
    void aReadWithALimitNeverHasTwoCalls() {
        StreamMachine machine = live(10);
        assertThat(tell(machine, Frames.goAway(REASON_MAX_AGE, "p1.b", 0, 500)))
                .noneMatch(Action.Wake.class::isInstance);
        machine.frame(1, Frames.batch(0, 0, 1, 2), 0);

        assertThat(machine.callEnded(1, OK, 0))
                .contains(new Action.Open(2, Frames.after("p1.b", Frames.cursor(0, 3)), Optional.empty(), 7, 8));
    }

    @Test
    void closingCancelsBothCalls() {
        StreamMachine machine = live(0);
        openNext(machine);

        assertThat(machine.close())
                .containsExactly(
                        new Action.Cancel(1, "closed by the client"), new Action.Cancel(3, "closed by the client"));
    }

    private static void openNext(StreamMachine machine) {
        tell(machine, Frames.goAway(REASON_MAX_AGE, "p1.b", 0, 500));
        assertThat(machine.woken(2, 0)).hasAtLeastOneElementOfType(Action.Open.class);
    }

    private static List<Action> tell(StreamMachine machine, Frame frame) {
        return machine.frame(1, frame, 0);
    }

    private static StreamMachine live(long limit) {
        return live(limit, 1.0);
    }

    private static StreamMachine live(long limit, double random) {
        var plan = new StreamPlan(
                EARLIEST, new Bound.Never(), limit, StreamPlan.WINDOW_DEFAULT, Optional.empty(), RetrySettings.DEFAULT);
        var machine = new StreamMachine(plan, () -> random);
        machine.start();
        machine.frame(1, Frames.opened("p1.a"), 0);
        machine.frame(1, Frames.state(State.Kind.KIND_CAUGHT_UP, "p1.a"), 0);
        return machine;
    }
}
