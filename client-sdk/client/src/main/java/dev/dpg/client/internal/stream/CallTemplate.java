package dev.dpg.client.internal.stream;

import dev.dpg.v1.OnExpired;
import java.time.Duration;
import java.util.Optional;

/**
 * What all requests of a stream have in common.
 *
 * @param product dotted name
 * @param records which records, and in which form
 * @param onExpired what happens where a position is gone
 * @param maxBatchDelay how long records may wait for more of them; absent: not at all
 * @param heartbeat the wished interval; absent: the gateway's default
 * @param clientId a name for people
 */
public record CallTemplate(
        String product,
        WantedRecords records,
        OnExpired onExpired,
        Optional<Duration> maxBatchDelay,
        Optional<Duration> heartbeat,
        String clientId) {}
