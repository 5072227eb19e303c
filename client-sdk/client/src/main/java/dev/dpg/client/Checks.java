package dev.dpg.client;

import java.time.Duration;

/** Refuses arguments, with a sentence. */
final class Checks {
    private Checks() {}

    static Duration notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + "(" + duration + "): a duration must be zero or more");
        }
        return duration;
    }
}
