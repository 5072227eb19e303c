package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.stage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured so far. For one thread. */
final class Runs {
    private static final String CORES = "cores of ";

    private final List<Run> all = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** Notes a measurement, and what the processes used meanwhile. */
    Run add(int round, String side, Usage usage, Map<String, Double> values) {
        SortedMap<String, Double> noted = new TreeMap<>(values);
        noted.put("seconds", usage.seconds());
        usage.cpuSeconds().keySet().forEach(name -> noted.put(CORES + name, usage.cores(name)));
        usage.others().ifPresent(others -> noted.put("cores of others", others));
        Run run = new Run(round, side, noted);
        all.add(run);
        return run;
    }

    /** Notes what a receiver found; nothing is no fault. */
    void fault(int round, String side, String what) {
        if (!what.isEmpty()) {
            faults.add("round " + round + ", " + side + ": " + what);
        }
    }

    /** A value of each round: the mean, where the side was measured more than once in it. */
    List<Double> values(String side, String value) {
        return perRound(round -> mean(round, side, value));
    }

    /** How many times the other side's value a side's is, in each round. */
    List<Double> ratios(String side, String other, String value) {
        return perRound(round -> mean(round, side, value) / mean(round, other, value));
    }

    /** Something of each round that has it. */
    List<Double> perRound(ToDoubleFunction<Integer> value) {
        int rounds = all.stream().mapToInt(Run::round).max().orElse(0);
        return IntStream.rangeClosed(1, rounds)
                .mapToObj(value::applyAsDouble)
                .filter(Double::isFinite)
                .toList();
    }

    /** The mean of a side in a round; not a number where it was not measured. */
    double mean(int round, String side, String value) {
        return all.stream()
                .filter(run -> run.round() == round && run.side().equals(side))
                .mapToDouble(run -> run.values().getOrDefault(value, Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    /** What a process kept busy in each round. */
    List<Double> cores(String side, String process) {
        return values(side, CORES + process);
    }

    Outcome outcome(String scenario, List<Figure> figures) {
        return new Outcome(scenario, figures, all, faults);
    }
}
