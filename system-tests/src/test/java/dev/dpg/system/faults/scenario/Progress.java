package dev.dpg.system.faults.scenario;

import java.io.PrintStream;
import java.util.Locale;

/** Says what happens while it happens. Thread-safe. */
public final class Progress {
    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    /** @param out for people */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** One line. */
    public void say(String what) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, what));
    }
}
