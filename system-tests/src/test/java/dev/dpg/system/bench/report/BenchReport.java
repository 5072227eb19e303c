package dev.dpg.system.bench.report;

import dev.dpg.system.bench.scenario.Figure;
import dev.dpg.system.bench.scenario.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a run came to.
 *
 * @param environment what the figures depend on, by name
 * @param shortForm whether it was the short form
 * @param outcomes in the order in which they were measured
 * @param took from start to end
 */
public record BenchReport(Map<String, String> environment, boolean shortForm, List<Outcome> outcomes, Duration took) {
    public BenchReport {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        outcomes = List.copyOf(outcomes);
    }

    /** Whether every reader got what it should, and every figure is as good as it has to be. */
    public boolean isGood() {
        return outcomes.stream().allMatch(Outcome::isGood);
    }

    /** All figures. */
    List<Figure> figures() {
        return outcomes.stream().flatMap(outcome -> outcome.figures().stream()).toList();
    }

    /** How many figures are just that good. */
    long count(Figure.Grade grade) {
        return figures().stream().filter(figure -> figure.grade() == grade).count();
    }
}
