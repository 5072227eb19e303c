package dev.dpg.client.internal.resume;

import dev.dpg.client.internal.resume.StreamState.Asking;
import dev.dpg.client.internal.resume.StreamState.Ended;
import dev.dpg.client.internal.resume.StreamState.New;
import dev.dpg.client.internal.resume.StreamState.Opening;
import dev.dpg.client.internal.resume.StreamState.Streaming;
import dev.dpg.client.internal.resume.StreamState.Waiting;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Gap;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.Opened;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.State;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one stream going over any number of calls. It is told what happened and answers with what to do; it never acts
 * itself. When a call breaks, the next one starts after everything <em>received</em>: what was received and is not handled
 * yet waits in this process, so that nothing travels twice and nobody sees a record twice. When a call is going away by plan
 * ({@link Handover}), the next one is opened first, and what both bring is taken once ({@link Overlap}).
 *
 * <p>Flow: batches in hand and batches asked for are together never more than the window. Other messages are answered by a
 * new request at once, so heartbeats go on while a handler is slow; once the whole window is in hand nothing can come any
 * more, and silence is not held against the connection (HTTP/2 keep-alive still watches it).
 *
 * <p>Not thread-safe: owned by the stream's serial queue.
 */
public final class StreamMachine {
    /** A planned pause that is longer is shown: nobody should take it for a quiet product. */
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    private static final CallFailure NOT_OPENED =
            CallFailure.local(Status.Code.INTERNAL, "the gateway's first frame is not Opened");
    private static final CallFailure SILENT =
            CallFailure.local(Status.Code.UNAVAILABLE, "the gateway was silent for too long");

    private final StreamPlan plan;
    private final DoubleSupplier random;
    private final List<Action> actions = new ArrayList<>();
    private StreamState state = new New(0);
    private int turns;
    private ReadRange range;
    /** Present while the call is going away. */
    private @Nullable Handover handover;

    /** Calls in a row that brought nothing but their going away. */
    private int fruitlessCalls;

    private final Reports reports = new Reports();
    private final Received received = new Received();
    private int batchesInHand;
    private Trouble trouble = Trouble.NONE;
    private @Nullable Phase phase;

    /**
     * @param plan what to do
     * @param random numbers from 0 to 1, for the jitter
     */
    public StreamMachine(StreamPlan plan, DoubleSupplier random) {
        this.plan = plan;
        this.random = random;
        this.range = ReadRange.of(plan.start(), plan.bound());
    }

    /** Begin. Once, before anything else. */
    public List<Action> start() {
        announce(Phase.CONNECTING);
        call();
        return drain();
    }

    /** A position was resolved. */
    public List<Action> resolved(int turn, ResolvePositionResponse answer) {
        if (state instanceof Asking && state.turn() == turn) {
            range = range.answered(answer);
            call();
        }
        return drain();
    }

    /** A call brought a frame. */
    public List<Action> frame(int turn, Frame frame, long now) {
        if (handover != null && handover.isOpeningAt(turn)) {
            nextAnswered(handover, turn, frame, now);
        } else if (state.turn() == turn && state instanceof Opening opening) {
            if (frame.hasOpened()) {
                opened(opening, frame.getOpened(), now);
            } else {
                lost(turn, NOT_OPENED, now);
            }
        } else if (state.turn() == turn && state instanceof Streaming streaming) {
            goOn(streaming.heard(now), frame, now);
        }
        return drain();
    }

    /** A call ended; also with OK, which is an ending too early unless End or a planned ending was announced. */
    public List<Action> callEnded(int turn, CallFailure ending, long now) {
        if (handover != null && handover.isOpeningAt(turn)) {
            nextFailed(handover, ending, now);
        } else if (state.turn() == turn) {
            ended(ending, now);
        }
        return drain();
    }

    /** The time of a {@link Action.Wake} has come. */
    public List<Action> woken(int turn, long now) {
        if (handover != null && handover.isWaitingAt(turn)) {
            openNext(handover);
        } else if (handover != null && handover.isOpeningAt(turn)) {
            actions.add(new Action.Cancel(turn, SILENT.message()));
            nextFailed(handover, SILENT, now);
        } else if (state.turn() == turn && state instanceof Waiting) {
            call();
        } else if (state.turn() == turn && state instanceof Streaming streaming && streaming.patienceNanos(now) > 0) {
            actions.add(new Action.Wake(turn, streaming.patienceNanos(now)));
        } else if (state.turn() == turn && !(state instanceof Ended)) {
            lost(turn, SILENT, now);
        }
        return drain();
    }

    /** A batch that was delivered is handled: there is room for one more. */
    public List<Action> batchHandled(long now) {
        batchesInHand--;
        if (state instanceof Opening opening) {
            state = opening.requestedOneMore();
            actions.add(new Action.Request(opening.turn(), 1));
        } else if (state instanceof Streaming streaming) {
            state = streaming.requestedOneMore(now);
            actions.add(new Action.Request(streaming.turn(), 1));
        }
        return drain();
    }

    /** Nobody wants the stream any more. No output follows. */
    public List<Action> close() {
        if (!(state instanceof Ended)) {
            actions.add(new Action.Cancel(state.turn(), "closed by the client"));
            end("closed by the client");
        }
        return drain();
    }

    private void call() {
        int turn = nextTurn();
        actions.add(new Action.Wake(turn, plan.retry().openTimeout().toNanos()));
        if (range.question().isPresent()) {
            state = new Asking(turn);
            actions.add(new Action.Resolve(turn, range.question().get()));
        } else {
            int batches = plan.window() - batchesInHand;
            // Everything received is before the start, so nothing comes twice.
            received.nextCall(new Overlap());
            state = new Opening(turn, batches);
            // One more for Opened, so that the stream opens even while the whole window is in hand.
            actions.add(new Action.Open(
                    turn, received.startOr(range.start()), range.until(), remainingLimit(), batches + 1));
        }
    }

    private void opened(Opening opening, Opened opened, long now) {
        long silenceMax = plan.retry().silenceMaxNanos(ProtoTimes.duration(opened.getHeartbeat()));
        int room = plan.window() - batchesInHand;
        state = opening.opened(room, silenceMax, now);
        if (room > opening.requested()) {
            actions.add(new Action.Request(opening.turn(), room - opening.requested()));
        }
        actions.add(new Action.Opened(opened.getProduct()));
        mark(opened.getResumeToken());
        if (phase == Phase.CONNECTING || phase == Phase.RECONNECTING) {
            announce(Phase.CATCHING_UP);
        }
        actions.add(new Action.Wake(opening.turn(), silenceMax));
    }

    private void goOn(Streaming streaming, Frame frame, long now) {
        trouble = Trouble.NONE;
        state = streaming;
        if (!frame.hasGoAway()) {
            fruitlessCalls = 0;
        }
        switch (frame.getFrameCase()) {
            case BATCH -> batch(streaming, frame.getBatch());
            case PROGRESS -> {
                mark(frame.getProgress().getResumeToken());
                actions.addAll(reports.of(frame.getProgress()));
            }
            case STATE -> stateChanged(frame.getState());
            case GAP -> gap(frame.getGap());
            case GO_AWAY -> goingAway(frame.getGoAway(), now);
            case END -> {
                mark(frame.getEnd().getResumeToken());
                end("complete");
                actions.add(new Action.Complete());
            }
            case OPENED, SCHEMA_INFO, FRAME_NOT_SET -> {}
        }
        if (!frame.hasBatch() && !frame.hasEnd()) {
            actions.add(new Action.Request(streaming.turn(), 1));
        }
    }

    private void batch(Streaming streaming, RecordBatch batch) {
        Optional<RecordBatch> fresh = received.fresh(batch);
        if (fresh.isEmpty()) {
            actions.add(new Action.Request(streaming.turn(), 1));
            return;
        }
        if (handover != null && handover.opening() != null) {
            handover.overlap().received(fresh.get());
        }
        batchesInHand++;
        state = streaming.receivedBatch();
        actions.add(new Action.Deliver(fresh.get()));
    }

    private void gap(Gap gap) {
        Optional<Gap> fresh = received.fresh(gap);
        if (fresh.isEmpty()) {
            mark(gap.getResumeToken());
            return;
        }
        actions.add(new Action.Skip(fresh.get(), received.marked(gap.getResumeToken())));
        Opening next = handover == null ? null : handover.opening();
        if (handover != null && next != null) {
            // It would tell the same gap again, from a position before it.
            actions.add(new Action.Cancel(next.turn(), "a gap was told meanwhile"));
            openNext(handover);
        }
    }

    private void goingAway(GoAway goAway, long now) {
        mark(goAway.getResumeToken());
        if (goAway.getReason() == GoAway.Reason.REASON_DRAIN) {
            actions.add(new Action.Avoid(state.turn()));
        } else if (goAway.getReason() == GoAway.Reason.REASON_REAUTH) {
            actions.add(new Action.Renew(state.turn()));
        }
        if (handover != null) {
            handover.announcedAgain(goAway, now);
            return;
        }
        actions.add(new Action.Moving(goAway.getReason(), ProtoTimes.duration(goAway.getGrace())));
        // A gateway that opens streams only to send them away is not asked again and again without a pause.
        long pause = fruitlessCalls == 0 ? 0 : plan.retry().delayNanos(fruitlessCalls, SILENT, random);
        fruitlessCalls++;
        var announced = Handover.announced(goAway, now, now + pause, random);
        handover = announced;
        // Two calls that share a limit could together bring more than it.
        if (announced.leavesTime() && plan.limit() == 0) {
            openNextAfter(announced, announced.delayNanos(now));
        }
    }

    private void openNextAfter(Handover going, long delayNanos) {
        int turn = nextTurn();
        going.waiting(turn);
        actions.add(new Action.Wake(turn, delayNanos));
    }

    private void openNext(Handover going) {
        var next = new Opening(nextTurn(), 0);
        going.opening(next);
        actions.add(new Action.Wake(next.turn(), plan.retry().openTimeout().toNanos()));
        // Its batches are asked for when it has opened: until then the call before it has the window.
        actions.add(new Action.Open(next.turn(), received.startOr(range.start()), range.until(), 0, 1));
    }

    private void nextAnswered(Handover going, int turn, Frame frame, long now) {
        Opening next = going.opening();
        if (next == null || !frame.hasOpened()) {
            actions.add(new Action.Cancel(turn, NOT_OPENED.message()));
            nextFailed(going, NOT_OPENED, now);
            return;
        }
        actions.add(new Action.Cancel(state.turn(), "the next stream is open"));
        received.nextCall(going.overlap());
        handover = null;
        opened(next, frame.getOpened(), now);
    }

    /** The call that is going away is used as long as it goes. */
    private void nextFailed(Handover going, CallFailure failure, long now) {
        going.failed(failure, plan.retry(), random, now).ifPresent(delay -> openNextAfter(going, delay));
    }

    private void stateChanged(State change) {
        mark(change.getResumeToken());
        actions.addAll(reports.of(change));
        switch (change.getKind()) {
            case KIND_CAUGHT_UP -> announce(Phase.LIVE);
            case KIND_FELL_BEHIND -> announce(Phase.CATCHING_UP);
            // The last: a kind of a newer gateway. Nothing to do but to go on.
            case KIND_PARTITIONS_ADDED, KIND_UNSPECIFIED, UNRECOGNIZED -> {}
        }
    }

    private void end(String why) {
        if (handover != null && (handover.isWaiting() || handover.opening() != null)) {
            Opening next = handover.opening();
            actions.add(new Action.Cancel(next == null ? handover.waitingTurn() : next.turn(), why));
        }
        handover = null;
        state = new Ended(nextTurn());
    }

    /** Ends the call, as it is no good any more. */
    private void lost(int turn, CallFailure failure, long now) {
        actions.add(new Action.Cancel(turn, failure.message()));
        ended(failure, now);
    }

    private void ended(CallFailure failure, long now) {
        if (plan.limit() > 0 && received.records() >= plan.limit()) {
            end("complete");
            actions.add(new Action.Complete());
        } else if (failure.equals(CallFailure.ANEW)) {
            end(failure.message());
            call();
        } else if (handover != null && RetryRules.triesMax(failure, plan.retry()) > 1) {
            moveOn(handover, now);
        } else {
            broken(failure, now);
        }
    }

    /** The call ended as announced: no trouble. */
    private void moveOn(Handover gone, long now) {
        handover = null;
        Opening next = gone.opening();
        long pause = gone.delayNanos(now);
        if (next != null) {
            state = next;
            received.nextCall(gone.overlap());
        } else if (gone.isWaiting()) {
            state = new Waiting(gone.waitingTurn());
        } else if (pause == 0) {
            call();
        } else {
            state = new Waiting(nextTurn());
            actions.add(new Action.Wake(state.turn(), pause));
            if (pause > PAUSE_MAX.toNanos()) {
                announce(Phase.RECONNECTING);
            }
        }
    }

    private void broken(CallFailure failure, long now) {
        end("broken");
        trouble = trouble.more(failure, plan.retry(), now);
        long delay = plan.retry().delayNanos(trouble.tries(), failure, random);
        if (trouble.isHopeless(failure, plan.retry()) || trouble.isOverdue(now + delay, plan.giveUpAfter())) {
            actions.add(new Action.Fail(failure));
            return;
        }
        int turn = nextTurn();
        state = new Waiting(turn);
        actions.add(new Action.Wake(turn, delay));
        announce(received == null ? Phase.CONNECTING : Phase.RECONNECTING);
        actions.add(new Action.ReportRetry(failure, delay, trouble.tries()));
    }

    private long remainingLimit() {
        return plan.limit() == 0 ? 0 : plan.limit() - received.records();
    }

    private void mark(String token) {
        actions.add(new Action.Mark(received.marked(token)));
    }

    private void announce(Phase next) {
        if (phase != next) {
            phase = next;
            actions.add(new Action.Announce(next));
        }
    }

    private int nextTurn() {
        return ++turns;
    }

    private List<Action> drain() {
        List<Action> drained = List.copyOf(actions);
        actions.clear();
        return drained;
    }
}
