package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.OpenIdle;
import dev.dpg.system.bench.stage.Moment;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import java.util.List;
import java.util.Map;

/** What a stream costs to which nothing happens: live objects with a few streams open, and with very many. */
final class IdleHeap implements Scenario {
    private static final String NAME = "idle streams";
    private static final String PORT = "idle";
    private static final String TOPIC = "test." + PORT;
    private static final int PARTITIONS = 2;
    private static final int FEW = 500;
    private static final int MANY = 10_000;
    private static final double KIBIBYTE = 1024;

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
        try (Scene scene = stage.scene("idle")) {
            RunningGateway gateway = scene.gateway(PORT);
            Worker readers = scene.worker("idle readers");
            readers.ask(new OpenIdle(gateway.address(), TOPIC, FEW, 0));
            long before = gateway.jvm().liveHeapBytes();
            long threadsBefore = gateway.jvm().threads();
            readers.ask(new OpenIdle(gateway.address(), TOPIC, MANY, 1));
            Runs runs = new Runs();
            for (int round = 1; round <= effort.rounds(); round++) {
                Moment start = scene.now();
                double more = gateway.jvm().liveHeapBytes() - before;
                Map<String, Double> values = Map.of(
                        "KiB per stream",
                        more / MANY / KIBIBYTE,
                        "streams",
                        (double) FEW + MANY,
                        "threads more",
                        (double) gateway.jvm().threads() - threadsBefore);
                runs.add(round, "gateway", start.until(scene.now()), values);
            }
            return runs.outcome(
                    NAME,
                    List.of(
                            Figure.held(
                                    "heap per idle stream",
                                    "KiB",
                                    runs.values("gateway", "KiB per stream"),
                                    Target.atMost(8, 3)),
                            Figure.told(
                                    "threads more for 10 000 streams", "", runs.values("gateway", "threads more"))));
        } finally {
            stage.deleteTopic(TOPIC);
        }
    }
}
