package dev.dpg.system.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Signals to processes that the harness started. */
final class Signals {
    private static final long SECONDS_MAX = 10;

    private Signals() {}

    /** Stands still from now on, as a machine that hangs does: its sockets stay open. */
    static void freeze(Process process) {
        send("STOP", process);
    }

    /** Goes on where it stood. */
    static void thaw(Process process) {
        send("CONT", process);
    }

    private static void send(String signal, Process process) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("SIG" + signal + " did not reach process " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling", e);
        }
    }
}
