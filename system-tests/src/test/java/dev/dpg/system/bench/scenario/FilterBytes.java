package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.ReadFiltered;
import dev.dpg.system.bench.load.ReadFiltered.Weighed;
import dev.dpg.system.bench.load.WriteEvents;
import dev.dpg.system.bench.stage.Moment;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import java.util.List;
import java.util.Map;

/** What is sent to a reader whose filter one record in a hundred matches. */
final class FilterBytes implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int ONE_IN = 100;
    private static final long HITS_PER_PARTITION = 1_000;
    private static final int NOTE_BYTES = 200;
    private static final String PORT = "filtered";
    private static final String TOPIC = "test." + PORT;
    private static final String NAME = "filter matching 1 %";
    private static final String SENT = "bytes sent / bytes matching";
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
        try (Scene scene = stage.scene("filter")) {
            RunningGateway gateway = scene.gateway(PORT);
            Worker reader = scene.worker("gateway reader");
            long records = HITS_PER_PARTITION * ONE_IN * PARTITIONS;
            reader.ask(new WriteEvents(stage.bootstrapServers(), TOPIC, PARTITIONS, records, ONE_IN, NOTE_BYTES));
            Runs runs = new Runs();
            for (int round = 1; round <= effort.rounds(); round++) {
                Moment start = scene.now();
                Weighed weighed =
                        reader.ask(new ReadFiltered(gateway.address(), TOPIC, PARTITIONS, HITS_PER_PARTITION, ONE_IN));
                Map<String, Double> values = Map.of(
                        SENT,
                        (double) weighed.sentBytes() / weighed.matchingBytes(),
                        "scanned per second",
                        records / weighed.seconds());
                runs.add(round, GATEWAY, start.until(scene.now()), values);
                runs.fault(round, GATEWAY, weighed.faults());
            }
            return runs.outcome(
                    NAME,
                    List.of(Figure.held(
                            NAME + ", sent / matching", "x", runs.values(GATEWAY, SENT), Target.atMost(1.5, 1.15))));
        } finally {
            stage.deleteTopic(TOPIC);
        }
    }
}
