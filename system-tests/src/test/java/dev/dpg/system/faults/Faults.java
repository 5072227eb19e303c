package dev.dpg.system.faults;

import dev.dpg.system.faults.bugs.SeededBug;
import dev.dpg.system.faults.bugs.SeededBugs;
import dev.dpg.system.faults.report.ReportJson;
import dev.dpg.system.faults.report.ReportTable;
import dev.dpg.system.faults.report.RunReport;
import dev.dpg.system.faults.scenario.AllFaults;
import dev.dpg.system.faults.scenario.BugTrials;
import dev.dpg.system.faults.scenario.BugTrials.Trial;
import dev.dpg.system.faults.scenario.Fault;
import dev.dpg.system.faults.scenario.FaultResult;
import dev.dpg.system.faults.scenario.FaultRun;
import dev.dpg.system.faults.scenario.Progress;
import dev.dpg.system.faults.scenario.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/** {@code ./dpg faults}: runs the faults and the seeded bugs, and tells what was promised and kept. */
public final class Faults {
    private static final String BUGS = "bugs";
    private static final int BROKEN = 1;
    private static final int USAGE = 2;

    private final FaultOptions options;
    private final Path root;
    private final PrintStream out;
    private final Progress progress;

    private Faults(FaultOptions options, Path root, PrintStream out, PrintStream err) {
        this.options = options;
        this.root = root;
        this.out = out;
        this.progress = new Progress(err);
    }

    /** The clone is where {@code dpg.root} says, else one above the working directory. */
    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager().reset();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            FaultOptions options = FaultOptions.parse(List.of(arguments));
            Path root = Path.of(System.getProperty("dpg.root", "..")).toRealPath();
            System.exit(new Faults(options, root, out, err).run());
        } catch (IllegalArgumentException e) {
            err.println("dpg faults: " + e.getMessage() + "\n\n" + FaultOptions.USAGE);
            System.exit(USAGE);
        }
    }

    private int run() throws IOException {
        if (options.help()) {
            out.print(FaultOptions.USAGE);
            return 0;
        }
        if (options.list()) {
            AllFaults.list().forEach(fault -> out.println(fault.name() + (fault.isShort() ? "  (short)" : "")));
            SeededBugs.all().forEach(bug -> out.println("bug " + bug.name() + ": " + bug.sentence()));
            return 0;
        }
        List<Fault> faults = chosenFaults();
        List<SeededBug> bugs =
                options.only().isEmpty() || options.only().get().equals(BUGS) ? SeededBugs.all() : List.of();
        RunReport report = perform(faults, bugs);
        out.print(ReportTable.of(report));
        if (options.json().isPresent()) {
            Files.writeString(options.json().get(), ReportJson.of(report));
        }
        return report.isClean() ? 0 : BROKEN;
    }

    private RunReport perform(List<Fault> faults, List<SeededBug> bugs) throws IOException {
        long start = System.nanoTime();
        Path directory = Files.createTempDirectory("dpg-faults-");
        progress.say("seed " + options.seed() + ", everything in " + directory);
        List<FaultResult> results = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        Stage stage = new Stage(directory, options.seed(), progress);
        Thread atExit = new Thread(stage::close, "end-everything");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            stage.open();
            FaultRun run = new FaultRun(stage, options.shortForm());
            faults.forEach(fault -> results.add(run.run(fault)));
            if (!bugs.isEmpty()) {
                trials.addAll(new BugTrials(stage, root.resolve("gateway-server/src/main/java")).run(bugs));
            }
        } finally {
            stage.close();
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        RunReport report = new RunReport(options.seed(), options.shortForm(), results, trials, took);
        if (report.isClean()) {
            delete(directory);
        } else {
            progress.say("what the processes logged is in " + directory);
        }
        return report;
    }

    private List<Fault> chosenFaults() {
        if (options.only().isEmpty()) {
            return AllFaults.list().stream()
                    .filter(fault -> fault.isShort() || !options.shortForm())
                    .toList();
        }
        String only = options.only().get();
        List<Fault> chosen = AllFaults.list().stream()
                .filter(fault -> fault.name().equals(only))
                .toList();
        if (chosen.isEmpty() && !only.equals(BUGS)) {
            throw new IllegalArgumentException("there is no fault \"" + only + "\"; --list names them");
        }
        return chosen;
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
