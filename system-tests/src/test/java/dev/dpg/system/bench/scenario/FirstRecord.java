package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.FirstRecords;
import dev.dpg.system.bench.load.FirstRecords.Times;
import dev.dpg.system.bench.load.FirstRecordsNative;
import dev.dpg.system.bench.load.Publish;
import dev.dpg.system.bench.load.Publish.Published;
import dev.dpg.system.bench.load.Task;
import dev.dpg.system.bench.stage.Moment;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How soon the first record is there, at the tail of a product that lives and from its beginning. */
final class FirstRecord implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int TIMES = 50;
    private static final int PER_SECOND = 1_000;
    /** Longer than a side takes at the tail. */
    private static final int WRITING_SECONDS = 15;

    private static final int BYTES = 100;
    private static final String PORT = "first_record";
    private static final String TOPIC = "test." + PORT;
    private static final String NAME = "first record";
    private static final String P50 = "p50 ms";

    private record Side(String name, boolean tail, Worker worker, Task<Times> task) {}

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
        try (Scene scene = stage.scene("first record")) {
            RunningGateway gateway = scene.gateway(PORT);
            Worker reader = scene.worker("gateway reader");
            Worker consumer = scene.worker("native reader");
            Worker publisher = scene.worker("publisher");
            List<Side> order = new ArrayList<>();
            for (boolean tail : List.of(true, false)) {
                String where = tail ? "tail" : "history";
                order.add(new Side(
                        "gateway, " + where, tail, reader, new FirstRecords(gateway.address(), TOPIC, tail, TIMES)));
                order.add(new Side(
                        "native, " + where,
                        tail,
                        consumer,
                        new FirstRecordsNative(stage.bootstrapServers(), TOPIC, PARTITIONS, tail, TIMES)));
            }
            Runs runs = new Runs();
            long next = 0;
            // The first round, 0, warms all up.
            for (int round = 0; round <= effort.rounds(); round++) {
                for (Side side : order) {
                    next = measure(scene, publisher, side, next, runs, round);
                }
                Collections.reverse(order);
            }
            return runs.outcome(NAME, figures(runs));
        } finally {
            stage.deleteTopic(TOPIC);
        }
    }

    private static long measure(Scene scene, Worker publisher, Side side, long next, Runs runs, int round) {
        int seconds = side.tail() ? WRITING_SECONDS : 0;
        CompletableFuture<Published> writing = publisher.begin(new Publish(
                scene.stage().bootstrapServers(),
                TOPIC,
                PARTITIONS,
                next,
                (long) PER_SECOND * seconds,
                BYTES,
                0,
                PER_SECOND,
                System.nanoTime()));
        Moment start = scene.now();
        Times times = side.worker().ask(side.task());
        runs.add(
                round,
                side.name(),
                start.until(scene.now()),
                Map.of(P50, times.p50Millis(), "p99 ms", times.p99Millis()));
        return writing.join().next();
    }

    private static List<Figure> figures(Runs runs) {
        return List.of(
                Figure.held(NAME + ", tail, p50", "ms", runs.values("gateway, tail", P50), Target.atMost(10, 5)),
                Figure.told(NAME + ", tail, p50 of native", "ms", runs.values("native, tail", P50)),
                Figure.held(NAME + ", history, p50", "ms", runs.values("gateway, history", P50), Target.atMost(40, 15)),
                Figure.told(NAME + ", history, p50 of native", "ms", runs.values("native, history", P50)));
    }
}
