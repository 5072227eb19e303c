package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.Done;
import dev.dpg.system.bench.load.PassResult;
import dev.dpg.system.bench.load.RelayBytes;
import dev.dpg.system.bench.load.SendBytes;
import dev.dpg.system.bench.load.TakeBytes;
import dev.dpg.system.bench.stage.Moment;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import dev.dpg.system.fixture.FreePorts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Bytes from one process to another, and through a third one that looks at none of them: what any process in between costs on
 * this machine, before it does anything. No figure of a history of large records can be better.
 */
final class SecondHop implements Scenario {
    private static final int MEBIBYTES = 2_048;
    private static final String NAME = "a second hop";
    private static final String DIRECT = "direct";
    private static final String RELAYED = "through a relay";
    private static final String RECORDS_PER_SECOND = "records per second";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public Outcome run(Stage stage, Effort effort) {
        try (Scene scene = stage.scene(NAME)) {
            Worker sender = scene.worker("sender");
            Worker relay = scene.worker("relay");
            Worker reader = scene.worker("reader");
            Runs runs = new Runs();
            for (int round = 0; round <= effort.rounds(); round++) {
                boolean counts = round > 0; // the first one warms up
                for (boolean relayed : List.of(false, true, true, false)) {
                    Moment before = scene.now();
                    PassResult result = pass(sender, relay, reader, relayed);
                    if (counts) {
                        String side = relayed ? RELAYED : DIRECT;
                        runs.add(
                                round,
                                side,
                                before.until(scene.now()),
                                Map.of(RECORDS_PER_SECOND, result.records() / result.seconds()));
                        runs.fault(round, side, result.faults());
                    }
                }
            }
            return runs.outcome(
                    NAME,
                    List.of(Figure.told(
                            NAME + ", records of 1 KiB as bare bytes, relayed vs direct",
                            "x",
                            runs.ratios(RELAYED, DIRECT, RECORDS_PER_SECOND))));
        }
    }

    private static PassResult pass(Worker sender, Worker relay, Worker reader, boolean relayed) {
        List<Integer> ports = FreePorts.find(2);
        CompletableFuture<Done> sent = sender.begin(new SendBytes(ports.get(0), MEBIBYTES));
        CompletableFuture<Done> passed = relayed
                ? relay.begin(new RelayBytes(ports.get(1), ports.get(0)))
                : CompletableFuture.completedFuture(new Done(0));
        PassResult result = reader.ask(new TakeBytes(ports.get(relayed ? 1 : 0), MEBIBYTES));
        sent.join();
        passed.join();
        return result;
    }
}
