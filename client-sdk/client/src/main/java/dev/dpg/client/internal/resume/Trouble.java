package dev.dpg.client.internal.resume;

import java.time.Duration;
import java.util.Optional;

/**
 * What went wrong since the stream last went on. A frame beyond Opened ends the trouble: a gateway that opens streams and
 * then fails is no better than one that does not open them.
 *
 * @param tries failed in a row
 * @param countedTries those of them whose ending allows a few tries only
 * @param sinceNanos when the first of them failed
 */
record Trouble(int tries, int countedTries, long sinceNanos) {
    static final Trouble NONE = new Trouble(0, 0, 0);

    Trouble more(CallFailure failure, long now) {
        int counted = RetryRules.triesMax(failure) == RetryRules.UNLIMITED ? 0 : 1;
        return new Trouble(tries + 1, countedTries + counted, tries == 0 ? now : sinceNanos);
    }

    /** Whether this failure, after those before it, is the caller's to know. */
    boolean isHopeless(CallFailure failure) {
        int triesMax = RetryRules.triesMax(failure);
        return triesMax != RetryRules.UNLIMITED && countedTries >= triesMax;
    }

    /** Whether another try at a time would be later than the caller wants to wait. */
    boolean isOverdue(long nextTryNanos, Optional<Duration> giveUpAfter) {
        return giveUpAfter.isPresent()
                && nextTryNanos - sinceNanos >= giveUpAfter.get().toNanos();
    }
}
