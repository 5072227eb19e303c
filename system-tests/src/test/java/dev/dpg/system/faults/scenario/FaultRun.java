package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.check.Checker;
import dev.dpg.system.faults.check.Verdict;
import dev.dpg.system.faults.history.History;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/** Runs one fault from the first record to the verdict. */
public final class FaultRun {
    private final Stage stage;
    private final boolean shortForm;

    public FaultRun(Stage stage, boolean shortForm) {
        this.stage = stage;
        this.shortForm = shortForm;
    }

    /** Runs it. What it broke is whole again afterwards. */
    public FaultResult run(Fault fault) {
        Optional<String> obstacle = fault.obstacle(stage);
        if (obstacle.isPresent()) {
            stage.progress().say(fault.name() + ": skipped, " + obstacle.get());
            return new FaultResult.Skipped(fault.name(), obstacle.get());
        }
        stage.progress().say(fault.name());
        try (Load load = Load.begin(stage, fault.name(), fault.plan(shortForm))) {
            load.awaitLive();
            fault.inflict(new Fault.Scene(stage, load, stage.random(fault.name()), shortForm));
            stage.heal();
            return judge(fault, load);
        } catch (ConditionTimeoutException | IllegalStateException e) {
            stage.progress().say(fault.name() + ": FAILED, " + e.getMessage());
            stage.heal();
            return new FaultResult.Failed(fault.name(), String.valueOf(e.getMessage()));
        }
    }

    private FaultResult judge(Fault fault, Load load) {
        History history = load.finish();
        Verdict verdict = Checker.check(history);
        Recoveries recoveries = load.recoveries();
        long interruptions = history.readers().stream()
                .mapToLong(reader -> reader.interruptions().size())
                .sum();
        verdict.violations().forEach(violation -> stage.progress().say("  BROKEN " + violation));
        stage.progress()
                .say("  " + verdict.acknowledged() + " acknowledged, " + verdict.delivered() + " delivered, "
                        + verdict.lost() + " lost: " + (verdict.isClean() ? "all promises kept" : verdict.counts()));
        return new FaultResult.Inflicted(
                fault.name(), verdict, recoveries.percentile(50), recoveries.percentile(99), interruptions);
    }
}
