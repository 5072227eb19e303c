package dev.dpg.gateway.delivery;

import java.time.Duration;

/**
 * Limits of the data plane.
 *
 * @param ringBytesMax encoded bytes that one ring (a partition in one view) keeps for its readers at the tail
 * @param ringsBytesMax encoded bytes that all rings keep together; rings get smaller when there are many. What they leave free
 *     may keep history that was just read
 * @param inFlightBytesMax bytes handed to connections or waiting for them, over all streams; beyond it batches get small
 *     and new streams are refused
 * @param streamsMax streams open at a time
 * @param catchUpBytesPerStream encoded history that may wait in one stream, besides the read under way
 * @param clusterLostAfter how long a stream goes on with heartbeats while its cluster does not answer
 * @param streamAgeMax a stream without a bound of its own is told to go away after it, give or take a fifth
 * @param goAwayGrace how long a stream goes on after it was told, so that its client can open the next one first
 */
public record DeliverySettings(
        int ringBytesMax,
        long ringsBytesMax,
        long inFlightBytesMax,
        int streamsMax,
        int catchUpBytesPerStream,
        Duration clusterLostAfter,
        Duration streamAgeMax,
        Duration goAwayGrace) {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final Duration STREAM_AGE_MAX = Duration.ofDays(7);
    private static final Duration GO_AWAY_GRACE_MAX = Duration.ofMinutes(10);
    private static final double RINGS_SHARE = 0.25;
    private static final double IN_FLIGHT_SHARE = 0.20;

    /**
     * What waits in connections is in direct memory: half as much again as their limit at most, and as much again may be
     * lost between large buffers. That makes three quarters; the rest is for what is not counted, and for reading from
     * Kafka.
     */
    private static final double IN_FLIGHT_SHARE_OF_DIRECT = 0.25;

    public DeliverySettings {
        require(ringBytesMax >= MEBIBYTE / 16, "delivery.ring-bytes-max must be at least 65536");
        require(ringsBytesMax >= ringBytesMax, "delivery.rings-bytes-max must be at least delivery.ring-bytes-max");
        require(inFlightBytesMax >= MEBIBYTE, "delivery.in-flight-bytes-max must be at least 1048576");
        require(streamsMax > 0, "delivery.streams-max must be at least 1");
        require(catchUpBytesPerStream >= 1024, "delivery.catch-up-bytes-per-stream must be at least 1024");
        require(!clusterLostAfter.isNegative(), "delivery.cluster-lost-after must not be negative");
        require(
                streamAgeMax.toMillis() >= 1000 && streamAgeMax.compareTo(STREAM_AGE_MAX) <= 0,
                "delivery.stream-age-max must be 1 s to 7 d");
        require(
                !goAwayGrace.isNegative() && goAwayGrace.compareTo(GO_AWAY_GRACE_MAX) <= 0,
                "delivery.go-away-grace must be 0 s to 10 min");
    }

    /** The longest that a stream without a bound of its own may live. */
    public Duration streamLifeMax() {
        return streamAgeMax.multipliedBy(6).dividedBy(5).plus(goAwayGrace);
    }

    /**
     * Defaults for a process with so much memory.
     *
     * @param directBytes memory beside the heap that buffers of connections may take
     */
    public static DeliverySettings forMemory(long heapBytes, long directBytes) {
        long rings = Math.max(8L * MEBIBYTE, (long) (heapBytes * RINGS_SHARE));
        double inFlightShare = Math.min(heapBytes * IN_FLIGHT_SHARE, directBytes * IN_FLIGHT_SHARE_OF_DIRECT);
        long inFlight = Math.max(8L * MEBIBYTE, (long) inFlightShare);
        return new DeliverySettings(
                8 * MEBIBYTE,
                rings,
                inFlight,
                20_000,
                MEBIBYTE,
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                Duration.ofSeconds(10));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
