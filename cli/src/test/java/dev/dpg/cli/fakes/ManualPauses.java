package dev.dpg.cli.fakes;

import dev.dpg.cli.login.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only where somebody waits, at once. */
public final class ManualPauses implements Pauses {
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public void pause(Duration time) {
        pauses.add(time);
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** How long somebody waited, each time. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
