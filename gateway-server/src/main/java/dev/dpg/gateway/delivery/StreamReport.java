package dev.dpg.gateway.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * What a stream was doing when it last looked around, which it does about once a second.
 *
 * @param live whether every partition is followed at the tail
 * @param lag how far behind the log it is
 * @param deliveredRecords records sent so far
 * @param expiresIn until retention overtakes its position if it stands still; empty where nothing is in danger
 */
public record StreamReport(boolean live, StreamFrame.Lag lag, long deliveredRecords, Optional<Duration> expiresIn) {
    /** One that tells nothing of retention. */
    public StreamReport(boolean live, StreamFrame.Lag lag, long deliveredRecords) {
        this(live, lag, deliveredRecords, Optional.empty());
    }

    /** Of a stream that has not looked yet. */
    static final StreamReport NONE = new StreamReport(false, new StreamFrame.Lag(0, Optional.empty()), 0);
}
