package dev.dpg.client.internal.resume;

import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * What went wrong since the stream last went on. A frame beyond Opened ends the trouble: a gateway that opens streams and
 * then fails is no better than one that does not open them.
 *
 * @param tries failed in a row
 * @param countedTries those of them whose ending allows a few tries only
 * @param refusals of the caller's credentials in a row: one after a broken connection may be of credentials that ran out while
 *     nobody could be reached, and is renewed anew
 * @param sinceNanos when the first of them failed
 */
record Trouble(int tries, int countedTries, int refusals, long sinceNanos) {
    static final Trouble NONE = new Trouble(0, 0, 0, 0);

    Trouble more(CallFailure failure, RetrySettings retry, long now) {
        boolean refused = isRefusal(failure);
        boolean counts = !refused && RetryRules.triesMax(failure, retry) != RetryRules.UNLIMITED;
        return new Trouble(
                tries + 1, countedTries + (counts ? 1 : 0), refused ? refusals + 1 : 0, tries == 0 ? now : sinceNanos);
    }

    /** Whether this failure, after those before it, is the caller's to know. */
    boolean isHopeless(CallFailure failure, RetrySettings retry) {
        int triesMax = RetryRules.triesMax(failure, retry);
        int spent = isRefusal(failure) ? refusals : countedTries;
        return triesMax != RetryRules.UNLIMITED && spent >= triesMax;
    }

    /** Whether another try at a time would be later than the caller wants to wait. */
    boolean isOverdue(long nextTryNanos, Optional<Duration> giveUpAfter) {
        return giveUpAfter.isPresent()
                && nextTryNanos - sinceNanos >= giveUpAfter.get().toNanos();
    }

    private static boolean isRefusal(CallFailure failure) {
        return failure.code() == Status.Code.UNAUTHENTICATED;
    }
}
