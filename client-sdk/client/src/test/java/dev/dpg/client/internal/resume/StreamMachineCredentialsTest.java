package dev.dpg.client.internal.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.internal.resume.CallFailure.Details;
import dev.dpg.client.internal.resume.CallFailure.Origin;
import dev.dpg.v1.Edge;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.Start;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Credentials that are refused, run out, or change what may be read. The first call has turn 1, what follows counts on. */
class StreamMachineCredentialsTest {
    private static final Start EARLIEST =
            Start.newBuilder().setEdge(Edge.EDGE_EARLIEST).build();
    private static final CallFailure OK = CallFailure.local(Status.Code.OK, "ended");
    private static final CallFailure CUT = CallFailure.local(Status.Code.UNAVAILABLE, "connection reset");
    private static final CallFailure BUG = refusal(Status.Code.INTERNAL, "INTERNAL");
    private static final CallFailure EXPIRED = refusal(Status.Code.UNAUTHENTICATED, "TOKEN_EXPIRED");
    private static final CallFailure DENIED = refusal(Status.Code.PERMISSION_DENIED, "GRANT_REVOKED");

    @Test
    void aRefusedTokenIsFollowedByAnotherCallFromThePositionReached() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());
        machine.frame(1, Frames.batch(0, 0, 1), 0);

        Action.Open next = calledAgain(machine, 1, EXPIRED);

        assertThat(next.start()).isEqualTo(Frames.after("p1.a", Frames.cursor(0, 2)));
        assertThat(next.messages()).isEqualTo(8);
    }

    @Test
    void theSecondRefusalInARowIsFinal() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());
        int turn = calledAgain(machine, 1, EXPIRED).turn();

        assertThat(machine.callEnded(turn, EXPIRED, 0)).contains(new Action.Fail(EXPIRED));
    }

    @Test
    void aStreamThatOpensAndThenIsRefusedIsNoBetter() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());
        int turn = calledAgain(machine, 1, EXPIRED).turn();
        machine.frame(turn, Frames.opened("p1.a"), 0);

        assertThat(machine.callEnded(turn, EXPIRED, 0)).contains(new Action.Fail(EXPIRED));
    }

    @Test
    void anotherTroubleInBetweenMayHaveTakenLongEnoughForATokenToExpireAgain() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());
        int turn = calledAgain(machine, 1, EXPIRED).turn();
        turn = calledAgain(machine, turn, CUT).turn();

        assertThat(calledAgain(machine, turn, EXPIRED).start()).isEqualTo(Frames.after("p1.a"));
    }

    @Test
    void aBugBeforeItDoesNotUseUpTheRenewal() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());
        int turn = calledAgain(machine, 1, BUG).turn();
        turn = calledAgain(machine, turn, BUG).turn();

        assertThat(calledAgain(machine, turn, EXPIRED).start()).isEqualTo(Frames.after("p1.a"));
    }

    @Test
    void whereNobodyCanRenewARefusalIsFinal() {
        assertThat(live(RetrySettings.DEFAULT).callEnded(1, EXPIRED, 0)).contains(new Action.Fail(EXPIRED));
    }

    @Test
    void aTokenThatCannotBeHadIsFinal() {
        CallFailure none = CallFailure.local(Status.Code.UNAUTHENTICATED, "no token: log in");

        assertThat(live(RetrySettings.DEFAULT.renewing()).callEnded(1, none, 0)).contains(new Action.Fail(none));
    }

    @Test
    void credentialsThatRunOutAreRenewedAndTheNextStreamIsOpenedFirst() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());

        assertThat(goAway(machine, GoAway.Reason.REASON_REAUTH, 500))
                .contains(new Action.Renew(1), new Action.Wake(2, 0))
                .noneMatch(Action.Announce.class::isInstance);
        assertThat(machine.woken(2, 0))
                .contains(new Action.Open(3, Frames.after("p1.b"), Optional.empty(), 0, 1))
                .noneMatch(Action.Cancel.class::isInstance);
        assertThat(machine.frame(3, Frames.opened("p1.b"), 0))
                .contains(new Action.Cancel(1, "the next stream is open"));
    }

    @Test
    void withoutGraceTheNextStreamIsOpenedWhenTheOldOneHasEnded() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());
        assertThat(goAway(machine, GoAway.Reason.REASON_REAUTH, 0)).contains(new Action.Renew(1));

        assertThat(machine.callEnded(1, OK, 0))
                .contains(new Action.Open(2, Frames.after("p1.b"), Optional.empty(), 0, 9))
                .noneMatch(Action.Output.class::isInstance);
    }

    @Test
    void otherPlannedEndingsRenewNothing() {
        assertThat(goAway(live(RetrySettings.DEFAULT.renewing()), GoAway.Reason.REASON_MAX_AGE, 500))
                .noneMatch(Action.Renew.class::isInstance);
    }

    @Test
    void accessThatEndedIsNotAskedForAgain() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());
        goAway(machine, GoAway.Reason.REASON_REVOKED, 0);

        assertThat(machine.callEnded(1, DENIED, 0))
                .contains(new Action.Fail(DENIED))
                .noneMatch(Action.Open.class::isInstance);
    }

    @Test
    void accessThatChangedIsReadOnWith() {
        StreamMachine machine = live(RetrySettings.DEFAULT.renewing());
        goAway(machine, GoAway.Reason.REASON_REVOKED, 0);

        assertThat(machine.callEnded(1, OK, 0))
                .contains(new Action.Open(2, Frames.after("p1.b"), Optional.empty(), 0, 9));
    }

    /** The call that follows a failed one, after the pause that the machine asks for. */
    private static Action.Open calledAgain(StreamMachine machine, int turn, CallFailure failure) {
        int next = only(machine.callEnded(turn, failure, 0), Action.Wake.class).turn();
        return only(machine.woken(next, 0), Action.Open.class);
    }

    private static <A extends Action> A only(List<Action> actions, Class<A> kind) {
        List<A> found =
                actions.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).as("%s", actions).hasSize(1);
        return found.get(0);
    }

    private static List<Action> goAway(StreamMachine machine, GoAway.Reason reason, long graceMillis) {
        return machine.frame(1, Frames.goAway(reason, "p1.b", 0, graceMillis), 0);
    }

    private static CallFailure refusal(Status.Code code, String reason) {
        return new CallFailure(Origin.GATEWAY, code, reason, "what, why, what to do", Details.none());
    }

    private static StreamMachine live(RetrySettings retry) {
        var plan = new StreamPlan(EARLIEST, new Bound.Never(), 0, StreamPlan.WINDOW_DEFAULT, Optional.empty(), retry);
        var machine = new StreamMachine(plan, () -> 1.0);
        machine.start();
        machine.frame(1, Frames.opened("p1.a"), 0);
        return machine;
    }
}
