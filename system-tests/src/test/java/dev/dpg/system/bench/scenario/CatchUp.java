package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.PassResult;
import dev.dpg.system.bench.load.ReadNative;
import dev.dpg.system.bench.load.ReadSdk;
import dev.dpg.system.bench.load.ReadStream;
import dev.dpg.system.bench.load.WriteHistory;
import dev.dpg.system.bench.stage.Moment;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Usage;
import dev.dpg.system.bench.stage.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One reader reads a history from its beginning to its end, with the Java client through the gateway, with Kafka's own consumer,
 * and a part of it through the naive gateway.
 */
final class CatchUp implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int NAIVE_PART = 8;
    private static final String GATEWAY = "gateway";
    private static final String STORED = "gateway, stored batches";
    private static final String NATIVE = "native";
    private static final String NAIVE = "naive";
    private static final String RECORDS_PER_SECOND = "records per second";
    private static final String FETCHED = "bytes fetched per byte";
    private static final String CPU_MICROS = "CPU us per record";
    private static final Target AGAINST_NAIVE = Target.atLeast(4, 8);

    private final String name;
    private final String port;
    private final History history;
    private final Asked asked;
    private final boolean isShort;

    /**
     * What is read.
     *
     * @param bytes of a record
     * @param mebibytes of all values
     * @param compression as Kafka calls it
     */
    record History(int bytes, int mebibytes, String compression) {
        long perPartition(boolean shortForm) {
            long all = (long) mebibytes * MEBIBYTE / bytes / (shortForm ? 2 : 1);
            return all / PARTITIONS;
        }
    }

    /**
     * What is asked, against native.
     *
     * @param records of the gateway's records
     * @param stored of batches as Kafka stores them
     */
    record Asked(Target records, Target stored) {}

    private record Side(String name, Supplier<PassResult> pass) {
        /** The process that reads. */
        String reader() {
            return readerOf(name);
        }
    }

    /** @param port of the product, which makes the topic's name, too */
    CatchUp(String name, String port, History history, Asked asked, boolean isShort) {
        this.name = name;
        this.port = port;
        this.history = history;
        this.asked = asked;
        this.isShort = isShort;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isShort() {
        return isShort;
    }

    @Override
    public Outcome run(Stage stage, Effort effort) throws Exception {
        long end = history.perPartition(effort.shortForm());
        try (Scene scene = stage.scene(name)) {
            stage.createTopic(topic(), PARTITIONS);
            RunningGateway gateway = scene.gateway(port);
            Worker past = scene.worker(readerOf(NATIVE));
            write(stage, past, end);
            String naive = scene.naiveGateway(PARTITIONS);
            Worker through = scene.worker(readerOf(GATEWAY));
            Worker stored = scene.worker(readerOf(STORED));
            Worker rival = scene.worker(readerOf(NAIVE));
            List<Side> sides = List.of(
                    new Side(GATEWAY, () -> through.ask(sdk(gateway, end, false))),
                    new Side(STORED, () -> stored.ask(sdk(gateway, end, true))),
                    new Side(
                            NATIVE,
                            () -> past.ask(new ReadNative(stage.bootstrapServers(), topic(), PARTITIONS, end))));
            // A part of it is enough of the slow one.
            long part = end * PARTITIONS / NAIVE_PART;
            Side slow = new Side(NAIVE, () -> rival.ask(new ReadStream(naive, topic(), PARTITIONS, part)));
            Runs runs = measure(scene, effort, sides, slow);
            return runs.outcome(name, figures(runs));
        } finally {
            stage.deleteTopic(topic());
        }
    }

    private void write(Stage stage, Worker writer, long end) {
        writer.ask(new WriteHistory(
                stage.bootstrapServers(),
                topic(),
                PARTITIONS,
                end * PARTITIONS,
                history.bytes(),
                history.compression()));
    }

    private ReadSdk sdk(RunningGateway gateway, long end, boolean stored) {
        return new ReadSdk(gateway.address(), topic(), PARTITIONS, end, stored);
    }

    private static String readerOf(String side) {
        return "reader of " + side;
    }

    private List<Figure> figures(Runs runs) {
        return List.of(
                Figure.held(
                        name + ", vs native", "x", runs.ratios(GATEWAY, NATIVE, RECORDS_PER_SECOND), asked.records()),
                Figure.held(
                        name + ", stored batches, vs native",
                        "x",
                        runs.ratios(STORED, NATIVE, RECORDS_PER_SECOND),
                        asked.stored()),
                Figure.held(name + ", vs naive", "x", runs.ratios(GATEWAY, NAIVE, RECORDS_PER_SECOND), AGAINST_NAIVE),
                Figure.told(name + ", CPU of all per record, vs native", "x", runs.ratios(GATEWAY, NATIVE, CPU_MICROS)),
                Figure.told(name + ", the same of stored batches", "x", runs.ratios(STORED, NATIVE, CPU_MICROS)),
                Figure.told(name + ", bytes fetched from Kafka per byte", "x", runs.values(GATEWAY, FETCHED)),
                Figure.told(name + ", the same of stored batches", "x", runs.values(STORED, FETCHED)));
    }

    /** There and back in each round, so that whatever changes meanwhile meets all the same. */
    private Runs measure(Scene scene, Effort effort, List<Side> sides, Side slow) {
        sides.forEach(side -> warmUp(side, effort));
        warmUp(slow, effort);
        List<Side> order = new ArrayList<>(sides);
        Collections.reverse(order);
        order.addAll(0, sides);
        order.add(slow);
        Runs runs = new Runs();
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Side side : order) {
                measure(scene, runs, round, side);
            }
        }
        return runs;
    }

    private static void warmUp(Side side, Effort effort) {
        effort.say("warming up, " + side.name());
        long end = System.nanoTime() + effort.warmUpSeconds() * 1_000_000_000L;
        while (System.nanoTime() - end < 0) {
            var unused = side.pass().get();
        }
    }

    private void measure(Scene scene, Runs runs, int round, Side side) {
        long sentBefore = scene.stage().brokerBytes().of(topic());
        Moment before = scene.now();
        PassResult result = side.pass().get();
        Usage usage = before.until(scene.now());
        double cpuSeconds = Stream.of(Scene.BROKER, Scene.GATEWAY, Scene.NAIVE, side.reader())
                .mapToDouble(process -> usage.cores(process) * usage.seconds())
                .sum();
        Map<String, Double> values = Map.of(
                RECORDS_PER_SECOND,
                result.records() / result.seconds(),
                "MiB per second",
                result.bytes() / result.seconds() / MEBIBYTE,
                CPU_MICROS,
                cpuSeconds * 1e6 / result.records(),
                FETCHED,
                (double) (scene.stage().brokerBytes().of(topic()) - sentBefore) / result.bytes());
        runs.add(round, side.name(), usage, values);
        runs.fault(round, side.name(), result.faults());
    }

    private String topic() {
        return "test." + port;
    }
}
