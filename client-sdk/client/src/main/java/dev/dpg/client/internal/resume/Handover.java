package dev.dpg.client.internal.resume;

import dev.dpg.client.internal.resume.StreamState.Opening;
import dev.dpg.v1.GoAway;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way from a call that is going away, by plan, to the next one: when that is opened, and what came meanwhile. Owned by the
 * stream's machine.
 */
final class Handover {
    /** A gateway that asks for more than the contract allows is not believed. */
    private static final Duration ASKED_MAX = Duration.ofHours(1);

    private static final int NO_TURN = -1;

    private final long openAtNanos;
    private long graceEndNanos;
    private int tries;
    private int waitingTurn = NO_TURN;
    private @Nullable Opening opening;
    private Overlap overlap = new Overlap();

    private Handover(long openAtNanos, long graceEndNanos) {
        this.openAtNanos = openAtNanos;
        this.graceEndNanos = graceEndNanos;
    }

    /**
     * What an announcement asks for. A gateway that drains tells all its streams at once, so each of them picks a moment of
     * its own, early enough to be over before the grace is.
     *
     * @param notBeforeNanos no next call before this
     */
    static Handover announced(GoAway goAway, long now, long notBeforeNanos, DoubleSupplier random) {
        long retryAfter = nanos(goAway.getRetryAfter());
        long grace = nanos(goAway.getGrace());
        if (goAway.getReason() == GoAway.Reason.REASON_DRAIN) {
            long bound = grace == 0 ? retryAfter : Math.min(retryAfter, grace / 2);
            retryAfter = (long) (bound * random.getAsDouble());
        }
        return new Handover(Math.max(now + retryAfter, notBeforeNanos), now + grace);
    }

    /** Another announcement of the same call: only its end may have moved. */
    void announcedAgain(GoAway goAway, long now) {
        graceEndNanos = now + nanos(goAway.getGrace());
    }

    /** Whether the next call can be opened before this one ends. */
    boolean leavesTime() {
        return openAtNanos - graceEndNanos < 0;
    }

    /** How long until the next call should be opened. */
    long delayNanos(long now) {
        return Math.max(0, openAtNanos - now);
    }

    /** The next call is opened in a while. */
    void waiting(int turn) {
        waitingTurn = turn;
    }

    /** The next call is being opened, from all that was received up to now. */
    void opening(Opening next) {
        waitingTurn = NO_TURN;
        opening = next;
        overlap = new Overlap();
    }

    /** The next call did not open: how long to wait with another try; absent: there is none before this call ends. */
    OptionalLong failed(CallFailure failure, RetrySettings retry, DoubleSupplier random, long now) {
        opening = null;
        tries++;
        long delay = retry.delayNanos(tries, failure, random);
        boolean another = RetryRules.triesMax(failure, retry) > tries && now + delay - graceEndNanos < 0;
        return another ? OptionalLong.of(delay) : OptionalLong.empty();
    }

    boolean isWaiting() {
        return waitingTurn != NO_TURN;
    }

    boolean isWaitingAt(int turn) {
        return waitingTurn == turn;
    }

    int waitingTurn() {
        return waitingTurn;
    }

    @Nullable
    Opening opening() {
        return opening;
    }

    boolean isOpeningAt(int turn) {
        return opening != null && opening.turn() == turn;
    }

    /** What the next call will bring again. */
    Overlap overlap() {
        return overlap;
    }

    private static long nanos(com.google.protobuf.Duration duration) {
        Duration asked = ProtoTimes.duration(duration);
        return asked.isNegative() ? 0 : (asked.compareTo(ASKED_MAX) > 0 ? ASKED_MAX : asked).toNanos();
    }
}
