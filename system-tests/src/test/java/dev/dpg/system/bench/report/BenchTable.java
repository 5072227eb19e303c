package dev.dpg.system.bench.report;

import dev.dpg.system.bench.scenario.Figure;
import dev.dpg.system.bench.scenario.Outcome;
import dev.dpg.system.bench.scenario.Run;
import dev.dpg.system.bench.scenario.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report for people. */
public final class BenchTable {
    private static final String FIGURE_ROW = "%-58s %10s %21s %9s %9s  %s%n";
    private static final List<String> SHOWN =
            List.of("records per second", "delivered per second", "MiB per second", "p50 ms", "p99 ms");

    /** Processors that others may keep busy without a word. */
    private static final double OTHERS_MAX = 0.2;

    private BenchTable() {}

    /** All of it; the last line is the verdict. */
    public static String of(BenchReport report) {
        StringBuilder text = new StringBuilder();
        report.environment().forEach((name, value) -> text.append("%-12s %s%n".formatted(name, value)));
        text.append('\n').append(line(FIGURE_ROW, "FIGURE", "MEDIAN", "MIN - MAX", "MUST", "GOAL", ""));
        report.figures().forEach(figure -> text.append(row(figure)));
        text.append("\nMEDIANS OF ALL RUNS OF A SIDE\n");
        report.outcomes().forEach(outcome -> text.append(sides(outcome)));
        report.outcomes()
                .forEach(outcome -> outcome.faults()
                        .forEach(fault -> text.append("WRONG  ")
                                .append(outcome.scenario())
                                .append(", ")
                                .append(fault)
                                .append('\n')));
        text.append('\n');
        warning(report).ifPresent(text::append);
        return text.append(verdict(report)).toString();
    }

    private static String row(Figure figure) {
        return line(
                FIGURE_ROW,
                figure.name(),
                number(figure.median()) + " " + figure.unit(),
                number(figure.min()) + " - " + number(figure.max()),
                figure.target().map(target -> bound(target, target.must())).orElse(""),
                figure.target().map(target -> bound(target, target.goal())).orElse(""),
                switch (figure.grade()) {
                    case GOAL -> "goal";
                    case MUST -> "ok";
                    case MISSED -> "MISSED";
                    case TOLD -> "";
                });
    }

    private static String bound(Target target, double value) {
        return (target.atLeast() ? ">= " : "<= ") + number(value);
    }

    private static String sides(Outcome outcome) {
        Map<String, List<Run>> bySide =
                outcome.runs().stream().collect(Collectors.groupingBy(Run::side, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        bySide.forEach(
                (side, runs) -> text.append("%-28s %s%n".formatted(outcome.scenario() + ", " + side, values(runs))));
        return text.toString();
    }

    /** Throughput and latency, then processors of each process that had much to do. */
    private static String values(List<Run> runs) {
        String shown = SHOWN.stream()
                .flatMap(name -> median(runs, name).stream().map(value -> name + " " + number(value)))
                .collect(Collectors.joining(", "));
        String cores = runs.get(0).values().keySet().stream()
                .filter(name -> name.startsWith("cores of "))
                .flatMap(name -> median(runs, name).stream()
                        .filter(value -> value >= 0.01)
                        .map(value -> name.substring("cores of ".length()) + " " + number(value)))
                .collect(Collectors.joining(", "));
        return shown + (shown.isEmpty() ? "" : "; ") + "cores: " + cores;
    }

    private static Optional<Double> median(List<Run> runs, String name) {
        List<Double> values = runs.stream()
                .filter(run -> run.values().containsKey(name))
                .map(run -> run.values().getOrDefault(name, Double.NaN))
                .toList();
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(Figure.told(name, "", values).median());
    }

    private static Optional<String> warning(BenchReport report) {
        List<Run> all = report.outcomes().stream()
                .flatMap(outcome -> outcome.runs().stream())
                .toList();
        return median(all, "cores of others")
                .filter(others -> others > OTHERS_MAX)
                .map(others -> "Others kept " + number(others)
                        + " processors busy meanwhile: these figures tell more about them than about the gateway.\n");
    }

    private static String verdict(BenchReport report) {
        long faults = report.outcomes().stream()
                .mapToLong(outcome -> outcome.faults().size())
                .sum();
        String found = faults == 0 ? "every record checked" : faults + " RUNS WITH WRONG RECORDS";
        return "%s form, %d s: %d figures reach the goal, %d what they must, %d MISS IT; %s: %s%n"
                .formatted(
                        report.shortForm() ? "short" : "full",
                        report.took().toSeconds(),
                        report.count(Figure.Grade.GOAL),
                        report.count(Figure.Grade.MUST),
                        report.count(Figure.Grade.MISSED),
                        found,
                        report.isGood() ? "passed" : "FAILED");
    }

    /** Three digits that count, or all before the point. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String line(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells).replaceAll(" +\n", "\n");
    }
}
