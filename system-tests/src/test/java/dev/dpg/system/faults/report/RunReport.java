package dev.dpg.system.faults.report;

import dev.dpg.system.faults.scenario.BugTrials.Trial;
import dev.dpg.system.faults.scenario.FaultResult;
import java.time.Duration;
import java.util.List;

/**
 * Everything that a run came to.
 *
 * @param seed plays its decisions again
 * @param shortForm whether it was the short form
 * @param faults in the order they were run
 * @param trials of seeded bugs, the healthy gateway among them
 * @param took from start to end
 */
public record RunReport(long seed, boolean shortForm, List<FaultResult> faults, List<Trial> trials, Duration took) {
    public RunReport {
        faults = List.copyOf(faults);
        trials = List.copyOf(trials);
    }

    /** Whether every promise was kept, and every seeded bug was caught. */
    public boolean isClean() {
        return faults.stream().allMatch(FaultResult::isClean) && trials.stream().allMatch(Trial::caught);
    }
}
