package dev.dpg.system.bench.scenario;

import java.util.function.Consumer;

/**
 * How much is done.
 *
 * @param shortForm less data, shorter runs
 * @param rounds how often each side is measured, at least
 * @param progress hears what happens
 */
public record Effort(boolean shortForm, int rounds, Consumer<String> progress) {
    /** How long each side works before anything is measured. */
    public int warmUpSeconds() {
        return shortForm ? 3 : 60;
    }

    /** How long a run with a steady load is measured. */
    public int runSeconds() {
        return shortForm ? 2 : 8;
    }

    void say(String what) {
        progress.accept(what);
    }
}
