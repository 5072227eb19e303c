package dev.dpg.system.bench.scenario;

/**
 * What a figure has to come to.
 *
 * @param must below it the benchmark fails
 * @param goal what it should come to
 * @param atLeast whether more is better
 */
public record Target(double must, double goal, boolean atLeast) {
    public static Target atLeast(double must, double goal) {
        return new Target(must, goal, true);
    }

    public static Target atMost(double must, double goal) {
        return new Target(must, goal, false);
    }

    /** Whether a value is as good as a bound. */
    boolean holds(double value, double bound) {
        return atLeast ? value >= bound : value <= bound;
    }
}
