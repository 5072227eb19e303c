package dev.dpg.gateway.delivery;

import java.time.Duration;

/**
 * An ending that is nobody's fault: it is announced, the stream goes on for a while so that its client can open the next one
 * first, and its status is OK.
 *
 * @param reason why
 * @param retryAfter when the client should open the next stream, from the announcement on
 * @param grace how long the stream goes on at most; zero ends it at once
 */
public record PlannedEnding(Reason reason, Duration retryAfter, Duration grace) {
    /** Why a stream ends by plan. */
    public enum Reason {
        DRAIN,
        MAX_AGE,
        PRODUCT_CHANGED,
        CLOSED,
        REAUTH,
        REVOKED
    }
}
