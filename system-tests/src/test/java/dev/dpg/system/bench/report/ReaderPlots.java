package dev.dpg.system.bench.report;

import dev.dpg.system.bench.report.Plot.Curve;
import dev.dpg.system.bench.report.Plot.Point;
import dev.dpg.system.bench.scenario.Figure;
import dev.dpg.system.bench.scenario.Outcome;
import dev.dpg.system.bench.scenario.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Latency and throughput against the number of readers, of the scenario that was run with several numbers. */
public final class ReaderPlots {
    private static final int NUMBERS_MIN = 3;

    private final Map<String, List<Run>> byKind;

    private ReaderPlots(Map<String, List<Run>> byKind) {
        this.byKind = byKind;
    }

    /** Those of a report; empty where no scenario had so many numbers of readers. */
    public static Optional<ReaderPlots> of(BenchReport report) {
        return report.outcomes().stream()
                .filter(outcome -> numbers(outcome) >= NUMBERS_MIN)
                .findFirst()
                .map(outcome -> new ReaderPlots(outcome.runs().stream()
                        .collect(Collectors.groupingBy(
                                run -> run.side().replaceAll(",.*", ""), TreeMap::new, Collectors.toList()))));
    }

    /** From when a record was to be sent to when a reader had it. */
    public String latency() {
        List<Curve> curves = new ArrayList<>();
        byKind.forEach((kind, runs) -> {
            curves.add(curve(kind + ", p50", runs, "p50 ms"));
            curves.add(curve(kind + ", p99", runs, "p99 ms"));
        });
        return new Plot("latency from the intended time of sending", "ms", curves).svg();
    }

    /** Records that all readers together get. */
    public String throughput() {
        List<Curve> curves = new ArrayList<>();
        byKind.forEach((kind, runs) -> curves.add(curve(kind, runs, "delivered per second")));
        return new Plot("records delivered to all readers together", "per second", curves).svg();
    }

    private static Curve curve(String name, List<Run> runs, String value) {
        TreeMap<Double, List<Double>> byReaders = new TreeMap<>();
        for (Run run : runs) {
            double y = run.values().getOrDefault(value, 0.0);
            if (y > 0) {
                byReaders
                        .computeIfAbsent(readers(run), absent -> new ArrayList<>())
                        .add(y);
            }
        }
        List<Point> points = new ArrayList<>();
        byReaders.forEach((readers, values) ->
                points.add(new Point(readers, Figure.told(name, "", values).median())));
        return new Curve(name, points);
    }

    private static long numbers(Outcome outcome) {
        return outcome.runs().stream().map(ReaderPlots::readers).distinct().count();
    }

    private static double readers(Run run) {
        return run.values().getOrDefault("readers", 1.0);
    }
}
