package dev.dpg.cli.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.Dpg;
import dev.dpg.cli.terminal.DataOutput;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.cli.terminal.Terminal.Traits;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** A command that runs until it is interrupted, on a thread of its own, with all that it wrote so far. */
public final class RunningCommand implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private RunningCommand() {}

    /** Starts a command. */
    public static RunningCommand start(String... arguments) {
        var command = new RunningCommand();
        command.run(command.out, arguments);
        return command;
    }

    /** Starts a command with another standard output. */
    public static RunningCommand writingTo(OutputStream data, String... arguments) {
        var command = new RunningCommand();
        command.run(data, arguments);
        return command;
    }

    private void run(OutputStream data, String... arguments) {
        var terminal = new Terminal(new DataOutput(data), new PrintStream(err, true, UTF_8), Traits.UNWATCHED);
        var command = new Dpg(
                terminal,
                onInterrupt -> {
                    stop.complete(onInterrupt);
                    return () -> {};
                },
                CommandRun.NOWHERE);
        exitCode.completeAsync(() -> command.run(arguments));
    }

    /** Standard output so far. */
    public String out() {
        return out.toString(UTF_8);
    }

    /** Standard error so far. */
    public String err() {
        return err.toString(UTF_8);
    }

    /** Waits until one of its streams holds this text, or the command has ended. */
    public RunningCommand await(String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> exitCode.isDone() || out().contains(text) || err().contains(text));
        assertThat(out() + err()).contains(text);
        return this;
    }

    /** Waits until it ends by itself. */
    public int exitCode() {
        assertThat(exitCode).succeedsWithin(PATIENCE);
        return exitCode.join();
    }

    /** Ctrl-C; returns when the command has ended. */
    public int interrupt() {
        Awaitility.await().atMost(PATIENCE).until(() -> stop.isDone() || exitCode.isDone());
        if (stop.isDone()) {
            stop.join().run();
        }
        return exitCode();
    }

    @Override
    public void close() {
        interrupt();
    }
}
