package dev.dpg.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a stream is behind its product, as the gateway last said. What was received and is not handled yet, at most a few
 * batches, is not counted.
 *
 * @param records offsets between the stream's position and the end of the log, over all partitions
 * @param time age of the oldest record that was last delivered in a partition with lag; zero without lag, absent where the
 *     gateway did not say
 * @param expiresIn estimated time until retention overtakes the stream in some partition if it stands still; absent where
 *     nothing is in danger, or nothing is known of it
 */
public record Lag(long records, Optional<Duration> time, Optional<Duration> expiresIn) {}
