package dev.dpg.gateway.contract;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a contract promises that records are kept.
 *
 * @param atLeast empty: without an end
 * @param place where it says so
 */
public record RetentionPromise(Optional<Duration> atLeast, Place place) {}
