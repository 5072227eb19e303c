package dev.dpg.system.bench;

import dev.dpg.system.bench.report.BenchJson;
import dev.dpg.system.bench.report.BenchReport;
import dev.dpg.system.bench.report.BenchTable;
import dev.dpg.system.bench.report.Environment;
import dev.dpg.system.bench.report.ReaderPlots;
import dev.dpg.system.bench.scenario.AllScenarios;
import dev.dpg.system.bench.scenario.Effort;
import dev.dpg.system.bench.scenario.Outcome;
import dev.dpg.system.bench.scenario.Scenario;
import dev.dpg.system.bench.stage.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/** {@code ./dpg bench}: measures the gateway against its rivals, and tells whether it is as good as it has to be. */
public final class Bench {
    private static final int NOT_GOOD = 1;
    private static final int USAGE = 2;
    private static final int ROUNDS_SHORT = 3;
    private static final int ROUNDS_FULL = 5;

    private final BenchOptions options;
    private final Path root;
    private final PrintStream out;
    private final PrintStream err;
    private final long startNanos = System.nanoTime();

    private Bench(BenchOptions options, Path root, PrintStream out, PrintStream err) {
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
            BenchOptions options = BenchOptions.parse(List.of(arguments));
            Path root = Path.of(System.getProperty("dpg.root", "..")).toRealPath();
            System.exit(new Bench(options, root, out, err).run());
        } catch (IllegalArgumentException e) {
            err.println("dpg bench: " + e.getMessage() + "\n\n" + BenchOptions.USAGE);
            System.exit(USAGE);
        }
    }

    private int run() throws Exception {
        if (options.help()) {
            out.print(BenchOptions.USAGE);
            return 0;
        }
        if (options.list()) {
            AllScenarios.list().forEach(one -> out.println(one.name() + (one.isShort() ? "  (short)" : "")));
            return 0;
        }
        List<Outcome> outcomes = measure(chosen());
        BenchReport report = new BenchReport(Environment.here(root), options.shortForm(), outcomes, soFar());
        Path directory = Files.createDirectories(
                options.out().orElse(root.resolve("system-tests/target/bench")).toAbsolutePath());
        Files.writeString(directory.resolve("bench.json"), BenchJson.of(report));
        Optional<ReaderPlots> plots = ReaderPlots.of(report);
        if (plots.isPresent()) {
            Files.writeString(directory.resolve("latency.svg"), plots.get().latency());
            Files.writeString(directory.resolve("throughput.svg"), plots.get().throughput());
        }
        say("the report for programs is in " + directory);
        out.print(BenchTable.of(report));
        return report.isGood() ? 0 : NOT_GOOD;
    }

    private List<Outcome> measure(List<Scenario> scenarios) throws Exception {
        Path directory = Files.createTempDirectory("dpg-bench-");
        int rounds = options.rounds().orElse(options.shortForm() ? ROUNDS_SHORT : ROUNDS_FULL);
        Effort effort = new Effort(options.shortForm(), rounds, this::say);
        List<Outcome> outcomes = new ArrayList<>();
        Stage stage = Stage.open(directory);
        // Also where this process is told to end; what is closed already is left alone.
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "end-everything"));
        try (stage) {
            for (Scenario scenario : scenarios) {
                say(scenario.name());
                outcomes.add(measure(scenario, stage, effort));
            }
        }
        if (outcomes.stream().allMatch(outcome -> outcome.faults().isEmpty())) {
            delete(directory);
        } else {
            say("what the processes logged is in " + directory);
        }
        return outcomes;
    }

    private Outcome measure(Scenario scenario, Stage stage, Effort effort) throws InterruptedException {
        try {
            return scenario.run(stage, effort);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            say(scenario.name() + " failed: " + e);
            return new Outcome(scenario.name(), List.of(), List.of(), List.of("it could not be measured: " + e));
        }
    }

    private List<Scenario> chosen() {
        List<Scenario> chosen = AllScenarios.list().stream()
                .filter(scenario -> options.only().map(scenario.name()::equals).orElse(true))
                .filter(scenario -> scenario.isShort()
                        || !options.shortForm()
                        || options.only().isPresent())
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no scenario \"" + options.only().orElse("") + "\"; --list names them");
        }
        return chosen;
    }

    private Duration soFar() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void say(String what) {
        err.println(String.format(Locale.ROOT, "%6.1f s  %s", soFar().toMillis() / 1e3, what));
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
