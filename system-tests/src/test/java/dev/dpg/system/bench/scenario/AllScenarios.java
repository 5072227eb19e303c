package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.scenario.CatchUp.Asked;
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
                        new Asked(Target.atLeast(0.85, 1.1), Target.atLeast(0.95, 1.15)),
                        true),
                new CatchUp(
                        "catch-up 100 B",
                        "catch_up_100",
                        new History(100, 400, "none"),
                        new Asked(Target.atLeast(0.85, 1.1), Target.atLeast(1.3, 1.65)),
                        false),
                new CatchUp(
                        "catch-up zstd",
                        "catch_up_zstd",
                        new History(1024, 1024, "zstd"),
                        new Asked(Target.atLeast(0.6, 0.7), Target.atLeast(0.95, 1.1)),
                        false),
                new SecondHop(),
                new FanOut(),
                new Crowd(),
                new SharedFetch(),
                new SharedHistory(),
                new Beside("20 % stuck", "stuck", Nuisances::stuck),
                new Beside("20 at a byte a second", "trickling", Nuisances::trickling),
                new Beside("20 that never read", "never_read", Nuisances::deaf),
                new Beside("10 000 opening at once", "opening", ground -> Nuisances.storm(ground, 10_000, 500, 0)),
                new Beside(
                        "5 000 reconnecting at once", "reconnecting", ground -> Nuisances.storm(ground, 5_000, 5, 100)),
                new Beside("records of 1 MB among 100 B", "large", Nuisances::largeRecords),
                new Beside("another domain floods", "flooded", Nuisances::flood),
                new FilterBytes(),
                new FirstRecord(),
                new IdleHeap());
    }
}
