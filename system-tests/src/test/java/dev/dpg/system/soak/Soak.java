package dev.dpg.system.soak;

import dev.dpg.system.soak.report.SoakJson;
import dev.dpg.system.soak.report.SoakReport;
import dev.dpg.system.soak.report.SoakText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/** {@code ./dpg soak}: has readers come and go for long, and tells whether the gateway is left as it was found. */
public final class Soak {
    private static final int NOT_GOOD = 1;
    private static final int USAGE = 2;

    private final SoakOptions options;
    private final Path root;
    private final PrintStream out;
    private final PrintStream err;
    private final long startNanos = System.nanoTime();

    private Soak(SoakOptions options, Path root, PrintStream out, PrintStream err) {
        this.options = options;
        this.root = root;
        this.out = out;
        this.err = err;
    }

    /** The clone is where {@code dpg.root} says, else one above the working directory. */
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            SoakOptions options = SoakOptions.parse(List.of(arguments));
            Path root = Path.of(System.getProperty("dpg.root", "..")).toRealPath();
            System.exit(new Soak(options, root, out, err).run());
        } catch (IllegalArgumentException e) {
            err.println("dpg soak: " + e.getMessage() + "\n\n" + SoakOptions.USAGE);
            System.exit(USAGE);
        }
    }

    private int run() throws Exception {
        if (options.help()) {
            out.print(SoakOptions.USAGE);
            return 0;
        }
        Path logs = Files.createTempDirectory("dpg-soak-");
        SoakReport report = new SoakRun(options.form(), options.seed(), this::say).run(root, logs);
        Path directory = Files.createDirectories(
                options.out().orElse(root.resolve("system-tests/target/soak")).toAbsolutePath());
        Files.writeString(directory.resolve("soak.json"), SoakJson.of(report));
        boolean good = report.verdict().isGood();
        if (good) {
            delete(logs);
        } else {
            say("what the processes logged is in " + logs);
        }
        say("the report for programs is in " + directory);
        out.print(SoakText.of(report));
        return good ? 0 : NOT_GOOD;
    }

    private void say(String what) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        err.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, what));
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
