package dev.dpg.client.internal.resume;

import dev.dpg.client.internal.resume.StreamState.Asking;
import dev.dpg.client.internal.resume.StreamState.Ended;
import dev.dpg.client.internal.resume.StreamState.New;
import dev.dpg.client.internal.resume.StreamState.Opening;
import dev.dpg.client.internal.resume.StreamState.Streaming;
import dev.dpg.client.internal.resume.StreamState.Waiting;
import dev.dpg.v1.End;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Opened;
import dev.dpg.v1.Progress;
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
 * yet waits in this process, so that nothing travels twice and nobody sees a record twice.
 *
 * <p>Flow: batches in hand and batches asked for are together never more than the window. Other messages are answered by a
 * new request at once, so heartbeats go on while a handler is slow; once the whole window is in hand nothing can come any
 * more, and silence is not held against the connection (HTTP/2 keep-alive still watches it).
 *
 * <p>Not thread-safe: owned by the stream's serial queue.
 */
public final class StreamMachine {
    private static final Duration HEARTBEAT_DEFAULT = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT_MAX = Duration.ofSeconds(60);

    private final StreamPlan plan;
    private final DoubleSupplier random;
    private final List<Action> actions = new ArrayList<>();
    private StreamState state = new New(0);
    private ReadRange range;
    /** Everything received so far; absent until a stream has opened. */
    private @Nullable ResumePoint received;

    private long receivedRecords;
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
        if (state.turn() == turn && state instanceof Opening opening) {
            if (frame.hasOpened()) {
                opened(opening, frame.getOpened(), now);
            } else {
                actions.add(new Action.Cancel("the first frame is not Opened"));
                broken(CallFailure.local(Status.Code.INTERNAL, "the gateway's first frame is not Opened"), now);
            }
        } else if (state.turn() == turn && state instanceof Streaming streaming) {
            goOn(streaming.heard(now), frame);
        }
        return drain();
    }

    /** A call ended; also with OK, which is an ending too early unless End came before it. */
    public List<Action> callEnded(int turn, CallFailure ending, long now) {
        if (state.turn() == turn) {
            broken(ending, now);
        }
        return drain();
    }

    /** The time of a {@link Action.Wake} has come. */
    public List<Action> woken(int turn, long now) {
        if (state.turn() != turn) {
            return drain();
        }
        if (state instanceof Waiting) {
            call();
        } else if (state instanceof Streaming streaming && streaming.patienceNanos(now) > 0) {
            actions.add(new Action.Wake(turn, streaming.patienceNanos(now)));
        } else if (!(state instanceof Ended)) {
            actions.add(new Action.Cancel("silent for too long"));
            broken(CallFailure.local(Status.Code.UNAVAILABLE, "the gateway was silent for too long"), now);
        }
        return drain();
    }

    /** A batch that was delivered is handled: there is room for one more. */
    public List<Action> batchHandled(long now) {
        batchesInHand--;
        if (state instanceof Opening opening) {
            state = opening.requestedOneMore();
            actions.add(new Action.Request(1));
        } else if (state instanceof Streaming streaming) {
            state = streaming.requestedOneMore(now);
            actions.add(new Action.Request(1));
        }
        return drain();
    }

    /** Nobody wants the stream any more. No output follows. */
    public List<Action> close() {
        if (!(state instanceof Ended)) {
            actions.add(new Action.Cancel("closed by the client"));
            state = new Ended(nextTurn());
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
            var start = received == null ? range.start() : received.toStart();
            state = new Opening(turn, batches);
            // One more for Opened, so that the stream opens even while the whole window is in hand.
            actions.add(new Action.Open(turn, start, range.until(), remainingLimit(), batches + 1));
        }
    }

    private void opened(Opening opening, Opened opened, long now) {
        long silenceMax = heartbeat(opened)
                .multipliedBy(plan.retry().missedHeartbeatsMax())
                .toNanos();
        state = opening.opened(silenceMax, now);
        actions.add(new Action.Opened(opened.getProduct()));
        mark(opened.getResumeToken());
        announce(Phase.CATCHING_UP);
        actions.add(new Action.Wake(opening.turn(), silenceMax));
    }

    private void goOn(Streaming streaming, Frame frame) {
        trouble = Trouble.NONE;
        state = streaming;
        switch (frame.getFrameCase()) {
            case BATCH -> batch(streaming, frame.getBatch());
            case PROGRESS -> progress(frame.getProgress());
            case STATE -> stateChanged(frame.getState());
            case END -> end(frame.getEnd());
            case OPENED, GAP, GO_AWAY, FRAME_NOT_SET -> actions.add(new Action.Request(1));
        }
    }

    private void batch(Streaming streaming, RecordBatch batch) {
        if (received != null) {
            received = received.after(batch.getCursor());
        }
        receivedRecords += batch.getRecordsCount();
        batchesInHand++;
        state = streaming.receivedBatch();
        actions.add(new Action.Deliver(batch));
    }

    private void progress(Progress progress) {
        mark(progress.getResumeToken());
        Optional<Duration> time =
                progress.hasLag() ? Optional.of(ProtoTimes.duration(progress.getLag())) : Optional.empty();
        actions.add(new Action.ReportLag(progress.getLagRecords(), time));
        actions.add(new Action.Request(1));
    }

    private void stateChanged(State change) {
        mark(change.getResumeToken());
        actions.add(new Action.ReportLag(change.getLagRecords(), Optional.empty()));
        switch (change.getKind()) {
            case KIND_CAUGHT_UP -> announce(Phase.LIVE);
            case KIND_FELL_BEHIND -> announce(Phase.CATCHING_UP);
            // A kind of a newer gateway: nothing to do but to go on.
            case KIND_PARTITIONS_ADDED, KIND_UNSPECIFIED, UNRECOGNIZED -> {}
        }
        actions.add(new Action.Request(1));
    }

    private void end(End end) {
        mark(end.getResumeToken());
        state = new Ended(nextTurn());
        actions.add(new Action.Complete());
    }

    private void broken(CallFailure failure, long now) {
        if (plan.limit() > 0 && receivedRecords >= plan.limit()) {
            state = new Ended(nextTurn());
            actions.add(new Action.Complete());
            return;
        }
        trouble = trouble.more(failure, now);
        long delay = plan.retry().delayNanos(trouble.tries(), failure, random);
        int turn = nextTurn();
        if (isHopeless(failure) || isOutOfPatience(now + delay)) {
            state = new Ended(turn);
            actions.add(new Action.Fail(failure));
            return;
        }
        state = new Waiting(turn);
        actions.add(new Action.Wake(turn, delay));
        announce(received == null ? Phase.CONNECTING : Phase.RECONNECTING);
        actions.add(new Action.ReportRetry(failure, delay, trouble.tries()));
    }

    private boolean isHopeless(CallFailure failure) {
        int triesMax = RetryRules.triesMax(failure);
        return triesMax != RetryRules.UNLIMITED && trouble.countedTries() >= triesMax;
    }

    private boolean isOutOfPatience(long nextTry) {
        return plan.giveUpAfter().isPresent()
                && nextTry - trouble.sinceNanos() >= plan.giveUpAfter().get().toNanos();
    }

    private long remainingLimit() {
        return plan.limit() == 0 ? 0 : plan.limit() - receivedRecords;
    }

    private void mark(String token) {
        received = ResumePoint.ofToken(token);
        actions.add(new Action.Mark(token));
    }

    private void announce(Phase next) {
        if (phase != next) {
            phase = next;
            actions.add(new Action.Announce(next));
        }
    }

    private static Duration heartbeat(Opened opened) {
        Duration heartbeat = ProtoTimes.duration(opened.getHeartbeat());
        boolean isPlausible = !heartbeat.isZero() && !heartbeat.isNegative() && heartbeat.compareTo(HEARTBEAT_MAX) <= 0;
        return isPlausible ? heartbeat : HEARTBEAT_DEFAULT;
    }

    private int nextTurn() {
        return state.turn() + 1;
    }

    private List<Action> drain() {
        List<Action> drained = List.copyOf(actions);
        actions.clear();
        return drained;
    }
}
