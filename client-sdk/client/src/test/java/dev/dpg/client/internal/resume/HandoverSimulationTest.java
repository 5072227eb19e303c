package dev.dpg.client.internal.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.client.internal.resume.StreamSimulation.Weather;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Planned endings at random moments: nothing is lost, repeated or out of order, and nobody sees any of it. */
class HandoverSimulationTest {
    private static final int RUNS = 300;

    private final long seed = Long.getLong("dpg.test.seed", new Random().nextLong());

    @Test
    void plannedEndingsAreNotSeen() {
        int handovers = 0;
        for (int run = 0; run < RUNS; run++) {
            StreamSimulation simulation = simulate(new Weather(false, false), run);
            handovers += simulation.handovers;
            assertThat(simulation.shown)
                    .as("seed " + seed + " run " + run)
                    .noneMatch(Action.ReportRetry.class::isInstance)
                    .noneMatch(Action.Fail.class::isInstance)
                    .doesNotContain(new Action.Announce(Phase.RECONNECTING));
        }
        assertThat(handovers).isGreaterThan(RUNS);
    }

    @Test
    void breaksAndRefusalsInBetweenLoseNothing() {
        for (int run = 0; run < RUNS; run++) {
            simulate(new Weather(true, false), run);
        }
    }

    @Test
    void everyGapIsToldOnceAndIsTrue() {
        int gaps = 0;
        for (int run = 0; run < RUNS; run++) {
            gaps += simulate(new Weather(true, true), run).gapsTold;
        }
        assertThat(gaps).isGreaterThan(RUNS);
    }

    private StreamSimulation simulate(Weather weather, int run) {
        try {
            var simulation = new StreamSimulation(new Random(seed + run), weather, 120, 1, 75, 0, 99);
            simulation.run();
            return simulation;
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + " run " + run + ": " + e.getMessage(), e);
        }
    }
}
