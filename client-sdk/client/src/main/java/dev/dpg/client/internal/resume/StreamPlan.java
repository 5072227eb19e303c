package dev.dpg.client.internal.resume;

import dev.dpg.v1.Start;
import java.time.Duration;
import java.util.Optional;

/**
 * What a stream is to do, whole.
 *
 * @param start where to begin
 * @param bound where to stop
 * @param limit stop after so many records; 0 means no limit
 * @param window batches that may be asked for ahead of what is handled
 * @param giveUpAfter fail when it has not gone on for so long; absent: never
 * @param retry how it is kept alive
 */
public record StreamPlan(
        Start start, Bound bound, long limit, int window, Optional<Duration> giveUpAfter, RetrySettings retry) {
    /** Batches asked for ahead: at 256 KiB each, enough to keep a fast handler busy over a wide-area link. */
    public static final int WINDOW_DEFAULT = 8;

    public StreamPlan {
        if (limit < 0 || window < 1) {
            throw new IllegalArgumentException("limit must be 0 or more and window above 0");
        }
    }
}
