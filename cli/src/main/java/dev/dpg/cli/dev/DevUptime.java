package dev.dpg.cli.dev;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** How long the start took for the person who waits: the launcher and the JVM's own start count. */
final class DevUptime {
    /** When the launcher began, in seconds since 1970; it is the only one who knows exactly. */
    private static final String STARTED = "dpg.started";

    private DevUptime() {}

    /** Since the launcher began, else since the command did, by {@link System#nanoTime()}. */
    static Duration since(long began) {
        Duration command = Duration.ofNanos(System.nanoTime() - began);
        String started = System.getProperty(STARTED, "").replace(',', '.'); // as the locale has it
        if (started.isEmpty()) {
            return command;
        }
        long micros = new BigDecimal(started).movePointRight(6).longValue();
        Duration whole = Duration.between(Instant.EPOCH.plusNanos(micros * 1_000), Instant.now());
        return whole.compareTo(command) < 0 ? command : whole;
    }
}
