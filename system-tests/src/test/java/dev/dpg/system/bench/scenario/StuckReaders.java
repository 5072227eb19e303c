package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.EndStuck;
import dev.dpg.system.bench.load.FollowStreams;
import dev.dpg.system.bench.load.OpenStuck;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import java.util.List;

/** Eighty readers follow a product; then they do so beside twenty that take nothing. */
final class StuckReaders implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int HEALTHY = 80;
    private static final int STUCK = 20;
    private static final int CONNECTIONS = 4;
    private static final int PER_SECOND = 20_000;
    private static final int BYTES = 100;
    private static final String PORT = "stuck";
    private static final String TOPIC = "test." + PORT;
    private static final String NAME = "20 % stuck";
    private static final String ALONE = "healthy alone";
    private static final String BESIDE = "beside stuck";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Stage stage, Effort effort) throws Exception {
        stage.createTopic(TOPIC, PARTITIONS);
        try (Scene scene = stage.scene("stuck")) {
            RunningGateway gateway = scene.gateway(PORT);
            Worker readers = scene.worker("gateway readers");
            Worker stuck = scene.worker("stuck readers");
            TailLoad load = new TailLoad(scene, TOPIC, PARTITIONS, PER_SECOND, BYTES);
            TailSide alone = healthy(ALONE, gateway, readers);
            TailSide beside = healthy(BESIDE, gateway, readers);
            load.warmUp(alone, effort);
            Runs runs = new Runs();
            for (int round = 1; round <= effort.rounds(); round++) {
                load.measure(alone, effort, runs, round);
                stuck.ask(new OpenStuck(gateway.address(), TOPIC, STUCK));
                load.measure(beside, effort, runs, round);
                load.measure(beside, effort, runs, round);
                stuck.ask(new EndStuck());
                load.measure(alone, effort, runs, round);
            }
            return runs.outcome(
                    NAME,
                    List.of(
                            Figure.held(
                                    NAME + ", healthy readers' throughput",
                                    "x",
                                    runs.ratios(BESIDE, ALONE, TailLoad.DELIVERED),
                                    Target.atLeast(0.95, 0.99)),
                            Figure.held(
                                    NAME + ", healthy readers' p99",
                                    "x",
                                    runs.ratios(BESIDE, ALONE, TailLoad.P99),
                                    Target.atMost(1.3, 1.1))));
        } finally {
            stage.deleteTopic(TOPIC);
        }
    }

    private static TailSide healthy(String name, RunningGateway gateway, Worker worker) {
        return new TailSide(
                name,
                Scene.GATEWAY,
                worker,
                HEALTHY,
                true,
                first -> new FollowStreams(gateway.address(), TOPIC, PARTITIONS, first, HEALTHY, CONNECTIONS));
    }
}
