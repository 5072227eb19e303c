package dev.dpg.gateway.delivery;

import dev.dpg.gateway.telemetry.StreamObserver;
import java.time.Duration;
import java.time.Instant;

/**
 * What one stream adds to the figures of its product: about once a second and when it has ended, so that no record and no batch
 * costs more than plain additions. Owned by the stream's loop.
 */
final class StreamAccount {
    private final StreamCounts counts;
    private final ProductTally tally;
    private final StreamObserver.Life life;
    private final Instant openTime;
    private StreamCounts.Sums settled = StreamCounts.Sums.NONE;

    StreamAccount(StreamCounts counts, ProductTally tally, StreamObserver.Life life, Instant openTime) {
        this.counts = counts;
        this.tally = tally;
        this.life = life;
        this.openTime = openTime;
        tally.opened();
    }

    /** Adds what has come since the last time. */
    void settle() {
        StreamCounts.Sums now = counts.sums();
        if (!now.equals(settled)) {
            tally.add(now.since(settled));
            settled = now;
        }
    }

    /**
     * The last word, once.
     *
     * @param failed whether the stream ended by an error
     */
    void ended(String reason, boolean failed, Instant now) {
        settle();
        tally.ended(reason);
        life.ended(new StreamObserver.Ending(
                reason,
                failed,
                Duration.between(openTime, now),
                counts.delivered(),
                settled.scanned(),
                counts.traces()));
    }
}
