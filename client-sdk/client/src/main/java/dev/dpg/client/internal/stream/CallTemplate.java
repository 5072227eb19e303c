package dev.dpg.client.internal.stream;

import dev.dpg.v1.Encoding;
import java.time.Duration;
import java.util.Optional;

/**
 * What all requests of a stream have in common.
 *
 * @param product dotted name
 * @param encoding how keys and values come back
 * @param maxBatchDelay how long records may wait for more of them; absent: not at all
 * @param heartbeat the wished interval; absent: the gateway's default
 * @param clientId a name for people
 */
public record CallTemplate(
        String product,
        Encoding encoding,
        Optional<Duration> maxBatchDelay,
        Optional<Duration> heartbeat,
        String clientId) {}
