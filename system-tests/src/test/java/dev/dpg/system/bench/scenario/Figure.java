package dev.dpg.system.bench.scenario;

import java.util.List;
import java.util.Optional;

/**
 * A row of the table.
 *
 * @param name for people
 * @param unit of the samples; {@code x} for a ratio
 * @param samples one for each round
 * @param target absent: it is only told
 */
public record Figure(String name, String unit, List<Double> samples, Optional<Target> target) {
    /** How good a figure is. */
    public enum Grade {
        /** As good as it should be. */
        GOAL,
        /** As good as it has to be. */
        MUST,
        /** Not as good as it has to be. */
        MISSED,
        /** Nothing was asked. */
        TOLD
    }

    public Figure {
        samples = samples.stream().sorted().toList();
    }

    /** One that is only told. */
    public static Figure told(String name, String unit, List<Double> samples) {
        return new Figure(name, unit, samples, Optional.empty());
    }

    /** One that has to come to something. */
    public static Figure held(String name, String unit, List<Double> samples, Target target) {
        return new Figure(name, unit, samples, Optional.of(target));
    }

    /** The middle of the samples; not a number where there are none, which is as good as nothing. */
    public double median() {
        if (samples.isEmpty()) {
            return Double.NaN;
        }
        int middle = samples.size() / 2;
        return samples.size() % 2 == 1 ? samples.get(middle) : (samples.get(middle - 1) + samples.get(middle)) / 2;
    }

    public double min() {
        return samples.isEmpty() ? Double.NaN : samples.get(0);
    }

    public double max() {
        return samples.isEmpty() ? Double.NaN : samples.get(samples.size() - 1);
    }

    /** How good the median is. */
    public Grade grade() {
        if (target.isEmpty()) {
            return Grade.TOLD;
        }
        Target asked = target.get();
        if (asked.holds(median(), asked.goal())) {
            return Grade.GOAL;
        }
        return asked.holds(median(), asked.must()) ? Grade.MUST : Grade.MISSED;
    }
}
