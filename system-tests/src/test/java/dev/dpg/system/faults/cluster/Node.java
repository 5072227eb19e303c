package dev.dpg.system.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that can be killed, frozen and started again by the same command. What it prints goes to a file. The high-water mark
 * of its memory is that of all its lives. Thread-safe.
 */
public final class Node implements AutoCloseable {
    private static final long END_SECONDS_MAX = 60;

    private final String name;
    private final List<String> command;
    private final Path log;
    private final AtomicLong highWaterBytes = new AtomicLong();
    private @Nullable Process process;
    private boolean frozen;

    /** A node that does not run yet. */
    Node(String name, List<String> command, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** Where it prints. */
    public Path log() {
        return log;
    }

    /** Starts it; it is not ready yet when this returns. */
    public synchronized void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it at once, as {@code kill -9} does. */
    public synchronized void kill() {
        measure();
        if (process != null) {
            awaitEnd(process.destroyForcibly());
        }
        frozen = false;
    }

    /** Asks it to end, as {@code kill} does, and waits for its exit code. */
    public synchronized int stop() {
        measure();
        Process asked = running();
        asked.destroy();
        return awaitEnd(asked);
    }

    /** Has it stand still. */
    public synchronized void freeze() {
        Signals.freeze(running());
        frozen = true;
    }

    /** Has it go on. */
    public synchronized void thaw() {
        Signals.thaw(running());
        frozen = false;
    }

    /** Brings it back from whatever was done to it. */
    public synchronized void heal() {
        if (frozen) {
            thaw();
        }
        if (!isAlive()) {
            start();
        }
    }

    /** The most resident memory that it ever had, as the kernel counts; 0 where the kernel does not say. */
    public synchronized long highWaterBytes() {
        measure();
        return highWaterBytes.get();
    }

    @Override
    public void close() {
        kill();
    }

    private void measure() {
        if (process == null || !process.isAlive()) {
            return;
        }
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    long kibibytes = Long.parseLong(line.replaceAll("\\D", ""));
                    highWaterBytes.accumulateAndGet(kibibytes * 1024, Math::max);
                }
            }
        } catch (IOException e) {
            // It ended meanwhile; what was measured before counts.
        }
    }

    private Process running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name + " does not run; see " + log);
        }
        return process;
    }

    private int awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
            return ending.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " ends", e);
        }
    }
}
