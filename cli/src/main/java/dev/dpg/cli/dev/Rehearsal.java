package dev.dpg.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dpg.cli.Dpg;
import dev.dpg.cli.dev.DevSettings.Embedded;
import dev.dpg.cli.dev.DevSettings.Own;
import dev.dpg.cli.serve.ServerLog;
import dev.dpg.cli.terminal.DataOutput;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.cli.terminal.Terminal.Traits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs everything once, in a directory of its own and on free ports, so that the launcher can have the JVM archive the
 * classes that a start needs. Not a command.
 */
public final class Rehearsal {
    private static final String PRODUCT = "aviation.flights";

    private Rehearsal() {}

    /** Starts a mesh, asks it what a person would ask first, and stops it. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("dpg-rehearsal");
        ServerLog.toFile(directory.resolve("dev.log"));
        var data = new DataOutput(new FileOutputStream(FileDescriptor.out));
        var terminal = new Terminal(
                data, new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8), Traits.UNWATCHED);
        int failures = 0;
        try (DevServer server = DevServer.start(
                new DevSettings(directory, 0, new Embedded(0), true, Own.NONE), new DevScreen(terminal))) {
            for (List<String> command : List.of(
                    List.of("products"),
                    List.of("show", PRODUCT),
                    List.of("read", PRODUCT, "-n", "3"),
                    List.of("read", PRODUCT, "--limit", "10", "-o", "ndjson"))) {
                Stream<String> whole = Stream.concat(command.stream(), Stream.of("--address", server.address()));
                failures += new Dpg(terminal, Interrupts.ofProcess()).run(whole.toArray(String[]::new));
            }
        } finally {
            delete(directory);
        }
        System.exit(failures);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
