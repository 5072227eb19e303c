package dev.dpg.gateway.log.kafka;

import java.time.Duration;

/**
 * How much of what no longer holds a control topic keeps. Kafka compacts only what is in closed segments.
 *
 * @param segmentBytes a segment is closed when it holds so much
 * @param segmentAge and at this age
 * @param tombstonesKept how long a tombstone stays, so that a reader sees it that was away for less
 */
public record ControlRetention(int segmentBytes, Duration segmentAge, Duration tombstonesKept) {
    private static final int MIB = 1024 * 1024;
    private static final int GIB = 1024 * MIB;

    /** For state that changes now and then and must never be misunderstood. */
    public static final ControlRetention STATE = new ControlRetention(GIB, Duration.ofDays(7), Duration.ofHours(24));

    /** For what is written again and again, and known to be stale by its age. */
    public static final ControlRetention NEWS =
            new ControlRetention(8 * MIB, Duration.ofMinutes(10), Duration.ofHours(1));
}
