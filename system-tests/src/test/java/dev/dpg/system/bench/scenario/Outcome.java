package dev.dpg.system.bench.scenario;

import java.util.List;

/**
 * What a scenario came to.
 *
 * @param figures rows of the table
 * @param runs everything that was measured for them
 * @param faults what receivers found wrong, and what could not be measured; empty: nothing
 */
public record Outcome(String scenario, List<Figure> figures, List<Run> runs, List<String> faults) {
    public Outcome {
        figures = List.copyOf(figures);
        runs = List.copyOf(runs);
        faults = List.copyOf(faults);
    }

    /** Whether every reader got what it should, and every figure is as good as it has to be. */
    public boolean isGood() {
        return faults.isEmpty() && figures.stream().noneMatch(figure -> figure.grade() == Figure.Grade.MISSED);
    }
}
