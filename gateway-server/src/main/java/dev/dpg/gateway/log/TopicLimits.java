package dev.dpg.gateway.log;

import java.time.Duration;
import java.util.Optional;

/**
 * What a topic keeps, as it is configured.
 *
 * @param retention how long records are kept at least; empty: without an end. A limit in bytes is not looked at: it is no promise
 *     of time
 * @param compacted whether the newest record of a key is kept in place of all
 */
public record TopicLimits(Optional<Duration> retention, boolean compacted) {}
