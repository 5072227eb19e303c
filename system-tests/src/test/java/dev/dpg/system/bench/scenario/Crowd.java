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

/** The same load with ever more readers, through the gateway and, as far as they go, with consumers of Kafka's own. */
final class Crowd implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 5_000;
    private static final int BYTES = 100;
    private static final int MANY = 1_000;
    private static final int CONNECTIONS_MAX = 4;
    private static final List<Integer> GATEWAY_READERS = List.of(1, 10, 100, 300, MANY);
    private static final List<Integer> NATIVE_READERS = List.of(1, 10, 100);
    private static final String PORT = "crowd";
    private static final String TOPIC = "test." + PORT;
    private static final String NAME = "1 000 readers";

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
        try (Scene scene = stage.scene("crowd")) {
            RunningGateway gateway = scene.gateway(PORT);
            Worker streams = scene.worker("gateway readers");
            Worker consumers = scene.worker("native readers");
            List<TailSide> order = new ArrayList<>();
            GATEWAY_READERS.forEach(readers -> order.add(through(gateway.address(), streams, readers)));
            NATIVE_READERS.forEach(readers -> order.add(past(stage, consumers, readers)));
            TailLoad load = new TailLoad(scene, TOPIC, PARTITIONS, PER_SECOND, BYTES);
            load.warmUp(through(gateway.address(), streams, NATIVE_READERS.get(2)), effort);
            load.warmUp(past(stage, consumers, NATIVE_READERS.get(2)), effort);
            Runs runs = new Runs();
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
        String many = side(TailLoad.GATEWAY, MANY);
        List<Double> millions = runs.values(many, TailLoad.DELIVERED).stream()
                .map(value -> value / 1e6)
                .toList();
        return List.of(
                // All that is written is delivered, whoever is late: a hundredth is room for the ends of the span.
                Figure.held(NAME + ", delivered", "M/s", millions, Target.atLeast(4.95, 10)),
                Figure.held(NAME + ", p99", "ms", runs.values(many, TailLoad.P99), Target.atMost(200, 100)),
                Figure.told(NAME + ", p50", "ms", runs.values(many, TailLoad.P50)),
                Figure.told(NAME + ", gateway's processors", "cores", runs.cores(many, Scene.GATEWAY)));
    }

    private static TailSide through(String address, Worker worker, int readers) {
        int connections = Math.min(CONNECTIONS_MAX, readers);
        return new TailSide(
                side(TailLoad.GATEWAY, readers),
                Scene.GATEWAY,
                worker,
                readers,
                true,
                first -> new FollowStreams(address, TOPIC, PARTITIONS, first, readers, connections));
    }

    private static TailSide past(Stage stage, Worker worker, int readers) {
        return new TailSide(
                side(TailLoad.NATIVE, readers),
                Scene.BROKER,
                worker,
                readers,
                false,
                first -> new FollowNative(stage.bootstrapServers(), TOPIC, PARTITIONS, first, readers));
    }

    private static String side(String kind, int readers) {
        return kind + ", " + readers + " readers";
    }
}
