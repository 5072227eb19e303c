package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.FollowNative;
import dev.dpg.system.bench.load.FollowStreams;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Many readers follow a product to which records are written at a steady rate: through the gateway, with as many consumers of
 * Kafka's own, and through the naive gateway.
 */
final class FanOut implements Scenario {
    static final int READERS = 100;
    private static final int PARTITIONS = 4;
    private static final int CONNECTIONS = 4;
    private static final String PORT = "fan_out";
    private static final String TOPIC = "test." + PORT;
    private static final String NAME = READERS + " readers";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Outcome run(Stage stage, Effort effort) throws Exception {
        stage.createTopic(TOPIC, PARTITIONS);
        try (Scene scene = stage.scene("fan-out")) {
            RunningGateway gateway = scene.gateway(PORT);
            String naive = scene.naiveGateway(PARTITIONS);
            List<TailSide> sides = List.of(
                    through(TailLoad.GATEWAY, gateway.address(), scene.worker("gateway readers"), true),
                    past(stage, scene.worker("native readers")),
                    through(TailLoad.NAIVE, naive, scene.worker("naive readers"), false));
            TailLoad load = new TailLoad(scene, TOPIC, PARTITIONS, 20_000, 100);
            for (TailSide side : sides) {
                load.warmUp(side, effort);
            }
            Runs runs = new Runs();
            List<TailSide> order = new ArrayList<>(sides);
            for (int round = 1; round <= effort.rounds(); round++) {
                for (TailSide side : order) {
                    load.measure(side, effort, runs, round);
                }
                Collections.reverse(order);
            }
            return runs.outcome(NAME, figures(runs));
        } finally {
            stage.deleteTopic(TOPIC);
        }
    }

    private static List<Figure> figures(Runs runs) {
        List<Double> cpuRatio = runs.perRound(round -> runs.mean(round, TailLoad.NAIVE, TailLoad.CPU_MICROS)
                / runs.mean(round, TailLoad.GATEWAY, TailLoad.CPU_MICROS));
        return List.of(
                // Of two million: a hundredth is room for the ends of the span.
                Figure.held(
                        NAME + ", delivered",
                        "M/s",
                        millions(runs.values(TailLoad.GATEWAY, TailLoad.DELIVERED)),
                        Target.atLeast(1.98, 1.98)),
                Figure.told(
                        NAME + ", delivered by native",
                        "M/s",
                        millions(runs.values(TailLoad.NATIVE, TailLoad.DELIVERED))),
                Figure.held(
                        NAME + ", gateway's processors",
                        "cores",
                        runs.cores(TailLoad.GATEWAY, Scene.GATEWAY),
                        Target.atMost(0.6, 0.3)),
                Figure.held(NAME + ", p99", "ms", runs.values(TailLoad.GATEWAY, TailLoad.P99), Target.atMost(20, 5)),
                Figure.told(NAME + ", p50", "ms", runs.values(TailLoad.GATEWAY, TailLoad.P50)),
                Figure.told(NAME + ", p50 of native", "ms", runs.values(TailLoad.NATIVE, TailLoad.P50)),
                Figure.held(NAME + ", CPU per record, naive / gateway", "x", cpuRatio, Target.atLeast(8, 20)));
    }

    private static List<Double> millions(List<Double> values) {
        return values.stream().map(value -> value / 1e6).toList();
    }

    private static TailSide through(String name, String address, Worker worker, boolean complete) {
        String process = complete ? Scene.GATEWAY : Scene.NAIVE;
        String product = "test." + PORT;
        return new TailSide(
                name,
                process,
                worker,
                READERS,
                complete,
                first -> new FollowStreams(address, product, PARTITIONS, first, READERS, CONNECTIONS));
    }

    private static TailSide past(Stage stage, Worker worker) {
        return new TailSide(
                TailLoad.NATIVE,
                Scene.BROKER,
                worker,
                READERS,
                false,
                first -> new FollowNative(stage.bootstrapServers(), TOPIC, PARTITIONS, first, READERS));
    }
}
