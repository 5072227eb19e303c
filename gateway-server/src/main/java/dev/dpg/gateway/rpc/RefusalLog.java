package dev.dpg.gateway.rpc;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides which refused connections are worth a line in the log: the first of each source in a minute, and of no more than
 * a hundred sources, since whoever floods may have many. The others are counted and told with the next line. Thread-safe.
 */
final class RefusalLog {
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int SOURCES_MAX = 100;

    private final InstantSource clock;
    private final Set<InetAddress> told = new HashSet<>();
    private Instant windowEnd = Instant.MIN;
    private long silent;

    RefusalLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Empty where nothing is to be written; else how many refusals, of any source, nothing was written about before it. */
    synchronized OptionalLong refused(InetAddress source) {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            told.clear();
        }
        if (told.size() >= SOURCES_MAX || !told.add(source)) {
            silent++;
            return OptionalLong.empty();
        }
        long before = silent;
        silent = 0;
        return OptionalLong.of(before);
    }
}
