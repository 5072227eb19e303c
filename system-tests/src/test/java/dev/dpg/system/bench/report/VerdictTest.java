package dev.dpg.system.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.system.bench.scenario.Figure;
import dev.dpg.system.bench.scenario.Figure.Grade;
import dev.dpg.system.bench.scenario.Outcome;
import dev.dpg.system.bench.scenario.Run;
import dev.dpg.system.bench.scenario.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A verdict that is good whatever was measured would be none. */
class VerdictTest {
    private static final Target FAST = Target.atLeast(0.85, 1.1);
    private static final Target SMALL = Target.atMost(8, 3);

    @Test
    void theMedianIsJudgedByBothBounds() {
        assertThat(Figure.held("fast", "x", List.of(0.1, 1.2, 1.1), FAST).grade())
                .isEqualTo(Grade.GOAL);
        assertThat(Figure.held("fast", "x", List.of(2.0, 0.85, 0.1), FAST).grade())
                .isEqualTo(Grade.MUST);
        assertThat(Figure.held("fast", "x", List.of(0.84), FAST).grade()).isEqualTo(Grade.MISSED);
        assertThat(Figure.held("small", "KiB", List.of(3.0), SMALL).grade()).isEqualTo(Grade.GOAL);
        assertThat(Figure.held("small", "KiB", List.of(8.1), SMALL).grade()).isEqualTo(Grade.MISSED);
        assertThat(Figure.told("told", "", List.of(1.0)).grade()).isEqualTo(Grade.TOLD);
    }

    @Test
    void whatWasNotMeasuredIsMissed() {
        assertThat(Figure.held("fast", "x", List.of(), FAST).grade()).isEqualTo(Grade.MISSED);
        assertThat(Figure.held("small", "KiB", List.of(), SMALL).grade()).isEqualTo(Grade.MISSED);
    }

    @Test
    void aMissedFigureFailsTheRunOnTheLastLine() {
        BenchReport report = report(outcome(0.5, List.of()));

        assertThat(report.isGood()).isFalse();
        assertThat(BenchTable.of(report)).endsWith("1 MISS IT; every record checked: FAILED\n");
    }

    @Test
    void aWrongRecordFailsTheRunHoweverFast() {
        BenchReport report = report(outcome(9, List.of("round 1, gateway: left out 1")));

        assertThat(report.isGood()).isFalse();
        assertThat(BenchTable.of(report))
                .contains("WRONG  catch-up, round 1, gateway: left out 1")
                .endsWith("FAILED\n");
    }

    @Test
    void aGoodRunPasses() {
        BenchReport report = report(outcome(1, List.of()));

        assertThat(report.isGood()).isTrue();
        assertThat(BenchTable.of(report)).endsWith("0 MISS IT; every record checked: passed\n");
        assertThat(BenchJson.of(report)).contains("\"passed\" : true", "\"must\" : 0.85", "\"p99 ms\" : 3.5");
    }

    private static Outcome outcome(double ratio, List<String> faults) {
        return new Outcome(
                "catch-up",
                List.of(Figure.held("catch-up", "x", List.of(ratio), FAST)),
                List.of(new Run(1, "gateway", new TreeMap<>(Map.of("p99 ms", 3.5)))),
                faults);
    }

    private static BenchReport report(Outcome outcome) {
        return new BenchReport(Map.of("java", "17"), true, List.of(outcome), Duration.ofSeconds(90));
    }
}
