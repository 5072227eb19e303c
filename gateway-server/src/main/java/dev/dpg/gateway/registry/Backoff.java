package dev.dpg.gateway.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a registry that does not answer is asked again: after half a second, then twice as long each time, up to half a minute,
 * each time a random part sooner so that gateways do not come together. Guarded by its owner.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private Duration next = FIRST;
    private Instant until = Instant.MIN;
    private boolean failing;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Whether the last answer did not come. */
    boolean isFailing() {
        return failing;
    }

    /** How long not to ask, from now on; zero where asking is right. */
    Duration left(Instant now) {
        return failing && now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** No answer came. Several that fail together count once. */
    void failed(Instant now) {
        if (failing && now.isBefore(until)) {
            return;
        }
        failing = true;
        long millis = next.toMillis();
        until = now.plusMillis(millis / 2 + random.nextLong(millis / 2 + 1));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    /** An answer came. */
    void answered() {
        failing = false;
        next = FIRST;
    }
}
