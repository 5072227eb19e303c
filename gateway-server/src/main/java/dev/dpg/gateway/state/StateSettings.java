package dev.dpg.gateway.state;

import java.time.Duration;

/**
 * Limits of a state table.
 *
 * @param updateAttemptsMax how often an update decides anew because another gateway was faster, before it gives up
 * @param updateTimeout how long an update waits for its turn, and then for its table to catch up
 */
public record StateSettings(int updateAttemptsMax, Duration updateTimeout) {
    private static final int ATTEMPTS_LIMIT = 100;
    private static final Duration TIMEOUT_LIMIT = Duration.ofMinutes(5);

    public StateSettings {
        if (updateAttemptsMax < 1 || updateAttemptsMax > ATTEMPTS_LIMIT) {
            throw new IllegalArgumentException(
                    "updateAttemptsMax is " + updateAttemptsMax + "; it must be 1 to " + ATTEMPTS_LIMIT);
        }
        if (updateTimeout.toMillis() < 1 || updateTimeout.compareTo(TIMEOUT_LIMIT) > 0) {
            throw new IllegalArgumentException(
                    "updateTimeout is " + updateTimeout + "; it must be 1 ms to " + TIMEOUT_LIMIT.toMinutes() + " min");
        }
    }

    /** What holds where nothing is configured. */
    public static StateSettings defaults() {
        return new StateSettings(16, Duration.ofSeconds(15));
    }
}
