package dev.dpg.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dpg.cli.Dpg;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.terminal.DataOutput;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.cli.terminal.Terminal.Traits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Does what people do, in a directory of its own and on free ports, so that the launcher can have the JVM archive the classes
 * that this needs: the first start of a mesh, the questions that come first, and a later start. Not a command.
 */
public final class Rehearsal {
    private static final String PRODUCT = "aviation.flights";
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("products"),
            List.of("show", PRODUCT),
            List.of("read", PRODUCT, "-n", "3"),
            List.of("read", PRODUCT, "--limit", "10", "-o", "ndjson"));

    private final Terminal terminal;
    private final Path directory;

    private Rehearsal(Terminal terminal, Path directory) {
        this.terminal = terminal;
        this.directory = directory;
    }

    /** Runs it and ends the process, with 0 where everything answered as it should. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("dpg-rehearsal");
        var data = new DataOutput(new FileOutputStream(FileDescriptor.out));
        var terminal = new Terminal(
                data, new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8), Traits.UNWATCHED);
        var rehearsal = new Rehearsal(terminal, directory);
        int failures;
        try {
            failures = rehearsal.run() + rehearsal.run();
        } finally {
            delete(directory);
        }
        System.exit(failures);
    }

    /** One life of a mesh, and how many of the questions failed. */
    private int run() throws IOException {
        int port = freePort();
        var failures = new AtomicInteger();
        // The command says that it may be interrupted when it is ready.
        Interrupts whenReady = stop -> {
            var asking = new Thread(
                    () -> {
                        failures.addAndGet(ask("127.0.0.1:" + port));
                        stop.run();
                    },
                    "dpg-rehearsal");
            asking.start();
            return () -> {};
        };
        int ended = new Dpg(terminal, whenReady, surroundings())
                .run("dev", "--data", directory.toString(), "--port", Integer.toString(port), "--kafka-port", "0");
        return ended == ExitCode.INTERRUPTED.number() ? failures.get() : 1;
    }

    private int ask(String address) {
        int failures = 0;
        for (List<String> question : QUESTIONS) {
            Stream<String> whole = Stream.concat(question.stream(), Stream.of("--address", address, "--no-tls"));
            failures += new Dpg(terminal, Interrupts.ofProcess(), surroundings()).run(whole.toArray(String[]::new));
        }
        return failures;
    }

    /** Whatever this person has set is not for the gateway that is rehearsed with. */
    private Surroundings surroundings() {
        return new Surroundings(Map.of(), directory);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
