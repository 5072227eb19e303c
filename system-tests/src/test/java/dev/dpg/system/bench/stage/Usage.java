package dev.dpg.system.bench.stage;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was used between two moments.
 *
 * @param seconds that went by
 * @param cpuSeconds of each process of the benchmark, by its name
 * @param others processors that everything else on the machine kept busy; empty where the system does not tell
 */
public record Usage(double seconds, Map<String, Double> cpuSeconds, OptionalDouble others) {
    /** How many processors a process kept busy; 0 for one that was not there. */
    public double cores(String name) {
        return cpuSeconds.getOrDefault(name, 0.0) / seconds;
    }
}
