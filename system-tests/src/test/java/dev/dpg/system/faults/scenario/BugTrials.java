package dev.dpg.system.faults.scenario;

import dev.dpg.client.CloseMode;
import dev.dpg.system.faults.bugs.BugBuild;
import dev.dpg.system.faults.bugs.SeededBug;
import dev.dpg.system.faults.bugs.SeededBugs;
import dev.dpg.system.faults.check.Checker;
import dev.dpg.system.faults.check.Promise;
import dev.dpg.system.faults.check.Verdict;
import dev.dpg.system.faults.cluster.Gateway;
import dev.dpg.system.faults.history.History;
import dev.dpg.system.faults.load.DurableReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The checker's own proof: gateways with a bug each, and a healthy one beside them, on the same records with the same kind of
 * readers. Nothing else goes wrong meanwhile.
 */
public final class BugTrials {
    private static final int PARTITIONS = 3;
    private static final int READERS_EACH = 2;
    private static final int RESTARTS = 3;
    private static final Duration LIVE = Duration.ofSeconds(3);
    private static final String HEALTHY = "healthy";

    private final Stage stage;
    private final BugBuild builds;

    /** @param sources the gateway's source root */
    public BugTrials(Stage stage, Path sources) {
        this.stage = stage;
        this.builds = new BugBuild(sources);
    }

    /**
     * What came of a bug.
     *
     * @param caught whether a promise that it breaks was found broken; of the healthy one, whether nothing was
     * @param broken what was found broken
     */
    public record Trial(String name, boolean caught, List<Promise> broken) {}

    /** Runs them all at once. */
    public List<Trial> run(List<SeededBug> bugs) {
        stage.progress()
                .say("seeded bugs: " + bugs.stream().map(SeededBug::name).toList());
        List<Gateway> gateways = start(bugs);
        try (Load load = Load.beginApart(stage, "seeded bugs", plan(gateways.size()), gateways)) {
            restartReaders(load);
            History history = load.finish();
            List<Trial> trials = new ArrayList<>();
            trials.add(healthy(of(gateways.get(0), history)));
            for (int i = 0; i < bugs.size(); i++) {
                trials.add(judge(bugs.get(i), of(gateways.get(i + 1), history)));
            }
            return trials;
        } finally {
            gateways.forEach(Gateway::close);
        }
    }

    private List<Gateway> start(List<SeededBug> bugs) {
        List<Gateway> gateways = new ArrayList<>();
        gateways.add(stage.gateway(HEALTHY, ""));
        for (SeededBug bug : bugs) {
            Path classes = builds.build(bug, stage.directory());
            gateways.add(stage.gateway("bug " + bug.name(), classes.toString()));
        }
        gateways.forEach(stage::awaitReady);
        stage.progress().say("  " + gateways.size() + " gateways run");
        return gateways;
    }

    private static LoadPlan plan(int gateways) {
        return LoadPlan.USUAL
                .withHistory(PARTITIONS * SeededBugs.HISTORY_PER_PARTITION, 0)
                .withReaders(gateways * READERS_EACH);
    }

    /** Each reader is closed and goes on from its position, in the middle of the history and later. */
    private void restartReaders(Load load) {
        Random random = stage.random("seeded bugs");
        int all = PARTITIONS * SeededBugs.HISTORY_PER_PARTITION;
        for (int restart = 1; restart <= RESTARTS; restart++) {
            long at = (long) all * restart / (RESTARTS + 1);
            List<DurableReader> readers = new ArrayList<>(load.readers());
            Collections.shuffle(readers, random);
            for (DurableReader reader : readers) {
                Waits.within(Waits.LONG, () -> reader.count() >= at || reader.isRefused());
                if (!reader.isRefused()) {
                    reader.restart(random.nextBoolean() ? CloseMode.RELEASE : CloseMode.FINISH);
                }
            }
        }
        Waits.hold(LIVE);
    }

    private Trial judge(SeededBug bug, History history) {
        Verdict verdict = Checker.check(history);
        boolean caught = !Collections.disjoint(verdict.broken(), bug.breaks());
        stage.progress().say("  " + bug.name() + (caught ? ": caught by " : ": NOT CAUGHT, but ") + verdict.counts());
        verdict.violations().stream()
                .filter(violation -> bug.breaks().contains(violation.promise()))
                .findFirst()
                .ifPresent(violation -> stage.progress().say("    " + violation));
        return new Trial(bug.name(), caught, List.copyOf(verdict.broken()));
    }

    private Trial healthy(History history) {
        Verdict verdict = Checker.check(history);
        verdict.violations().forEach(violation -> stage.progress().say("  BROKEN " + violation));
        return new Trial(HEALTHY, verdict.isClean(), List.copyOf(verdict.broken()));
    }

    private static History of(Gateway gateway, History all) {
        String suffix = " of " + gateway.node().name();
        return new History(
                all.topics(),
                all.aborted(),
                all.acknowledged(),
                all.readers().stream()
                        .filter(reader -> reader.name().endsWith(suffix))
                        .toList(),
                all.memory().stream()
                        .filter(use -> use.gateway().equals(gateway.node().name()))
                        .toList(),
                all.errorsForbidden());
    }
}
