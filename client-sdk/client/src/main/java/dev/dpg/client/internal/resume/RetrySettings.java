package dev.dpg.client.internal.resume;

import io.grpc.Status;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How a stream is kept alive.
 *
 * @param backoffBase upper bound of the first delay; doubled with every failed try
 * @param backoffCap upper bound of any delay, before what the gateway asks for
 * @param openTimeout how long a call may take to give its first answer
 * @param missedHeartbeatsMax a connection that is silent for so many heartbeats is broken
 * @param renewalsMax refusals of credentials in a row that are answered by renewed ones; 0 where nobody can renew them
 */
public record RetrySettings(
        Duration backoffBase, Duration backoffCap, Duration openTimeout, int missedHeartbeatsMax, int renewalsMax) {
    /** The settings of the API's description. */
    public static final RetrySettings DEFAULT =
            new RetrySettings(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(30), 3);

    /** A gateway that asks for more than this is not believed. */
    private static final Duration ASKED_MAX = Duration.ofMinutes(10);

    /**
     * The bound where no gateway was reached: the try costs nobody but this process anything, as connections are made at their
     * own pace, and a gateway that is back should have its streams back soon.
     */
    private static final Duration UNREACHED_CAP = Duration.ofSeconds(2);

    /** The reason of a gateway that is going away. */
    public static final String DRAINING = "DRAINING";

    private static final Duration HEARTBEAT_DEFAULT = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT_MAX = Duration.ofSeconds(60);
    private static final double NANOS_PER_MILLI = 1e6;

    public RetrySettings {
        if (!isPositive(backoffBase) || backoffCap.compareTo(backoffBase) < 0) {
            throw new IllegalArgumentException("backoffBase must be above 0 and at most backoffCap");
        }
        if (!isPositive(openTimeout) || missedHeartbeatsMax < 1 || renewalsMax < 0) {
            throw new IllegalArgumentException(
                    "openTimeout and missedHeartbeatsMax must be above 0, renewalsMax 0 or more");
        }
    }

    /** Where nobody can renew credentials. */
    public RetrySettings(Duration backoffBase, Duration backoffCap, Duration openTimeout, int missedHeartbeatsMax) {
        this(backoffBase, backoffCap, openTimeout, missedHeartbeatsMax, 0);
    }

    /** The same with credentials that can be renewed: one refusal is answered by renewed ones, the next one is final. */
    public RetrySettings renewing() {
        return new RetrySettings(backoffBase, backoffCap, openTimeout, missedHeartbeatsMax, 1);
    }

    /**
     * Full jitter: anything between nothing and the bound, so that clients cut off together do not come back together. What
     * the gateway asked for is waited in any case, and the jitter comes on top.
     *
     * @param failedTries tries that failed in a row, at least 1
     * @param failure the newest failure
     * @param random a number from 0 to 1
     */
    long delayNanos(int failedTries, CallFailure failure, DoubleSupplier random) {
        double doubled = Math.scalb((double) backoffBase.toMillis(), failedTries - 1);
        boolean unreached = failure.origin() == CallFailure.Origin.LOCAL && failure.code() == Status.Code.UNAVAILABLE;
        Duration cap = unreached && backoffCap.compareTo(UNREACHED_CAP) > 0 ? UNREACHED_CAP : backoffCap;
        double boundMillis = Math.min(doubled, (double) cap.toMillis());
        // Another gateway may serve at once what the one that is going away refuses.
        Duration asked = failedTries == 1 && failure.reason().equals(DRAINING) ? Duration.ZERO : asked(failure);
        return asked.toNanos() + (long) (boundMillis * random.getAsDouble() * NANOS_PER_MILLI);
    }

    /** How long a stream may be silent that promised a heartbeat. A promise without sense counts as the default. */
    long silenceMaxNanos(Duration heartbeat) {
        boolean isPlausible = isPositive(heartbeat) && heartbeat.compareTo(HEARTBEAT_MAX) <= 0;
        return (isPlausible ? heartbeat : HEARTBEAT_DEFAULT)
                .multipliedBy(missedHeartbeatsMax)
                .toNanos();
    }

    private static Duration asked(CallFailure failure) {
        Duration asked = failure.details().retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(ASKED_MAX) > 0 ? ASKED_MAX : isPositive(asked) ? asked : Duration.ZERO;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }
}
