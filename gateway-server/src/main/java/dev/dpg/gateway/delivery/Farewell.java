package dev.dpg.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The planned ending of one stream: announced once when its client can take it, over at its deadline. */
final class Farewell {
    private @Nullable PlannedEnding ending;
    private Instant deadline = Instant.MAX;
    private Instant opensNext = Instant.MAX;
    private boolean announced;

    /** Plans an ending, unless one is planned that is due no later; says whether it did. */
    boolean plan(PlannedEnding wanted, Instant now) {
        Instant due = now.plus(wanted.grace());
        if (!due.isBefore(deadline)) {
            return false;
        }
        ending = wanted;
        deadline = due;
        opensNext = now.plus(wanted.retryAfter());
        return true;
    }

    /** What the client has to be told now, once; empty where nothing is planned, or it knows. */
    Optional<PlannedEnding> announcement(Instant now) {
        PlannedEnding planned = ending;
        if (planned == null || announced) {
            return Optional.empty();
        }
        announced = true;
        return Optional.of(new PlannedEnding(planned.reason(), until(opensNext, now), until(deadline, now)));
    }

    /** The last word, once the grace is over. */
    Optional<PlannedEnding> last(Instant now) {
        PlannedEnding planned = ending;
        if (planned == null || now.isBefore(deadline)) {
            return Optional.empty();
        }
        return Optional.of(new PlannedEnding(planned.reason(), until(opensNext, now), Duration.ZERO));
    }

    private static Duration until(Instant time, Instant now) {
        return time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO;
    }
}
