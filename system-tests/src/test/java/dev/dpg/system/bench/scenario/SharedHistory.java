package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.PassResult;
import dev.dpg.system.bench.load.ReadTogether;
import dev.dpg.system.bench.load.WriteHistory;
import dev.dpg.system.bench.stage.BrokerBytes;
import dev.dpg.system.bench.stage.Moment;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import java.util.List;
import java.util.Map;

/** Twenty readers read one history at once; what the gateway reads from Kafka for them. */
final class SharedHistory implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int READERS = 20;
    private static final int CONNECTIONS = 4;
    private static final int BYTES = 1_024;
    private static final long MEBIBYTES = 1_024;
    private static final int ROUNDS_MAX = 3;
    private static final String PORT = "shared_history";
    private static final String TOPIC = "test." + PORT;
    private static final String NAME = "20 readers of a history";
    private static final String FETCHED = "bytes fetched / bytes of the topic";
    private static final String GATEWAY = "gateway";

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
        try (Scene scene = stage.scene("shared history")) {
            BrokerBytes fetched = stage.brokerBytes();
            RunningGateway gateway = scene.gateway(PORT);
            Worker readers = scene.worker("gateway readers");
            long end = MEBIBYTES * 1024 / PARTITIONS;
            readers.ask(new WriteHistory(stage.bootstrapServers(), TOPIC, PARTITIONS, end * PARTITIONS, BYTES, "none"));
            Runs runs = new Runs();
            for (int round = 1; round <= Math.min(ROUNDS_MAX, effort.rounds()); round++) {
                effort.say("round " + round);
                long before = fetched.of(TOPIC);
                Moment start = scene.now();
                PassResult result =
                        readers.ask(new ReadTogether(gateway.address(), TOPIC, PARTITIONS, end, READERS, CONNECTIONS));
                double ratio = (fetched.of(TOPIC) - before) / (double) (MEBIBYTES << 20);
                Map<String, Double> values =
                        Map.of(FETCHED, ratio, "records per second", result.records() / result.seconds());
                runs.add(round, GATEWAY, start.until(scene.now()), values);
                runs.fault(round, GATEWAY, result.faults());
            }
            return runs.outcome(
                    NAME,
                    List.of(Figure.held(
                            NAME + " (1 GiB), fetched / stored",
                            "x",
                            runs.values(GATEWAY, FETCHED),
                            Target.atMost(4, 1.5))));
        } finally {
            stage.deleteTopic(TOPIC);
        }
    }
}
