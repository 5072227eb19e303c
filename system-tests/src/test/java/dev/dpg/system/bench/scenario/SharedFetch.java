package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.FollowStreams;
import dev.dpg.system.bench.stage.BrokerBytes;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import java.util.List;

/** What the gateway reads from Kafka for one reader at the tail, and for a thousand. */
final class SharedFetch implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int MANY = 1_000;
    private static final int CONNECTIONS_MAX = 4;
    private static final int PER_SECOND = 1_000;
    private static final int BYTES = 1_024;
    private static final String PORT = "shared_fetch";
    private static final String TOPIC = "test." + PORT;
    private static final String NAME = "fetched for 1 000 readers";
    private static final String FETCHED = "bytes fetched per record";

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
        try (Scene scene = stage.scene("shared fetch")) {
            BrokerBytes fetched = stage.brokerBytes();
            RunningGateway gateway = scene.gateway(PORT);
            Worker readers = scene.worker("gateway readers");
            TailLoad load = new TailLoad(scene, TOPIC, PARTITIONS, PER_SECOND, BYTES);
            load.counting(FETCHED, () -> fetched.of(TOPIC));
            TailSide one = side(gateway, readers, 1);
            TailSide many = side(gateway, readers, MANY);
            Runs runs = new Runs();
            for (int round = 1; round <= effort.rounds(); round++) {
                load.measure(one, effort, runs, round);
                load.measure(many, effort, runs, round);
            }
            return runs.outcome(
                    NAME,
                    List.of(Figure.held(
                            "bytes fetched, 1 000 readers / 1 reader",
                            "x",
                            runs.ratios(many.name(), one.name(), FETCHED),
                            Target.atMost(1.1, 1.02))));
        } finally {
            stage.deleteTopic(TOPIC);
        }
    }

    private static TailSide side(RunningGateway gateway, Worker worker, int readers) {
        int connections = Math.min(CONNECTIONS_MAX, readers);
        return new TailSide(
                "gateway, " + readers + " readers",
                Scene.GATEWAY,
                worker,
                readers,
                true,
                first -> new FollowStreams(gateway.address(), TOPIC, PARTITIONS, first, readers, connections));
    }
}
