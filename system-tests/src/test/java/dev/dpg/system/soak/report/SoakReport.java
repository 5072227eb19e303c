package dev.dpg.system.soak.report;

import dev.dpg.system.soak.load.ChurnCounts;
import dev.dpg.system.soak.measure.AtRest;
import dev.dpg.system.soak.measure.Sample;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a soak came to.
 *
 * @param environment what the figures depend on, by name
 * @param soaked how long readers came and went
 * @param seed of what readers did
 * @param before at rest, after warming up
 * @param after at rest, after the soak
 * @param warmUp what readers did and found before
 * @param churn what they did and found in between
 * @param samples in between, in order
 */
public record SoakReport(
        Map<String, String> environment,
        Duration soaked,
        long seed,
        AtRest before,
        AtRest after,
        ChurnCounts warmUp,
        ChurnCounts churn,
        List<Sample> samples) {
    public SoakReport {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        samples = List.copyOf(samples);
    }

    /** What it comes to. */
    public Verdict verdict() {
        return Verdict.of(this, Tolerances.USUAL);
    }
}
