package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.scenario.CatchUp.History;
import java.util.List;

/** Everything that is measured, in this order. */
public final class AllScenarios {
    private AllScenarios() {}

    public static List<Scenario> list() {
        return List.of(
                new CatchUp(
                        "catch-up 1 KiB",
                        "catch_up_1k",
                        new History(1024, 1024, "none"),
                        Target.atLeast(0.85, 1.1),
                        true),
                new CatchUp(
                        "catch-up 100 B",
                        "catch_up_100",
                        new History(100, 400, "none"),
                        Target.atLeast(0.85, 1.1),
                        false),
                new CatchUp(
                        "catch-up zstd",
                        "catch_up_zstd",
                        new History(1024, 1024, "zstd"),
                        Target.atLeast(0.6, 0.7),
                        false),
                new FanOut(),
                new Crowd(),
                new SharedFetch(),
                new SharedHistory(),
                new StuckReaders(),
                new FilterBytes(),
                new FirstRecord(),
                new IdleHeap());
    }
}
