package dev.dpg.system.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of the system. */
final class Shell {
    private static final long SECONDS_MAX = 60;

    private Shell() {}

    /** Runs one; fails when it does. */
    static void run(String... command) {
        if (!succeeds(command)) {
            throw new IllegalStateException("this did not work here: " + String.join(" ", command));
        }
    }

    /** Runs one; whether it did what it should. */
    static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
