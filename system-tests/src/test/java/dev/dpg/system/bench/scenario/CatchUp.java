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
import dev.dpg.system.bench.stage.Worker;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One reader reads a history from its beginning to its end, with the Java client through the gateway, with Kafka's own consumer,
 * and a part of it through the naive gateway.
 */
final class CatchUp implements Scenario {
    private static final int PARTITIONS = 4;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String GATEWAY = "gateway";
    private static final String NATIVE = "native";
    private static final String NAIVE = "naive";
    private static final String RECORDS_PER_SECOND = "records per second";
    private static final String CPU_MICROS = "CPU us per record";
    private static final String SDK_READER = "gateway reader";
    private static final String NATIVE_READER = "native reader";
    private static final String NAIVE_READER = "naive reader";
    private static final Target AGAINST_NAIVE = Target.atLeast(4, 8);

    private final String name;
    private final String port;
    private final History history;
    private final Target againstNative;
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

    /** @param processes that work for it, whose processor time is what it costs */
    private record Side(String name, List<String> processes, Supplier<PassResult> pass) {}

    /** @param port of the product, which makes the topic's name, too */
    CatchUp(String name, String port, History history, Target againstNative, boolean isShort) {
        this.name = name;
        this.port = port;
        this.history = history;
        this.againstNative = againstNative;
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
            Worker nativeReader = scene.worker(NATIVE_READER);
            write(stage, nativeReader, end);
            String naive = scene.naiveGateway(PARTITIONS);
            Worker sdk = scene.worker(SDK_READER);
            Worker naiveReader = scene.worker(NAIVE_READER);
            Side through = new Side(
                    GATEWAY,
                    List.of(Scene.BROKER, Scene.GATEWAY, SDK_READER),
                    () -> sdk.ask(new ReadSdk(gateway.address(), topic(), PARTITIONS, end)));
            Side past = new Side(
                    NATIVE,
                    List.of(Scene.BROKER, NATIVE_READER),
                    () -> nativeReader.ask(new ReadNative(stage.bootstrapServers(), topic(), PARTITIONS, end)));
            Side rival = new Side(
                    NAIVE,
                    List.of(Scene.BROKER, Scene.NAIVE, NAIVE_READER),
                    () -> naiveReader.ask(new ReadStream(naive, topic(), PARTITIONS, end * PARTITIONS / 8)));
            Runs runs = measure(scene, effort, through, past, rival);
            return runs.outcome(
                    name,
                    List.of(
                            Figure.held(
                                    name + ", vs native",
                                    "x",
                                    runs.ratios(GATEWAY, NATIVE, RECORDS_PER_SECOND),
                                    againstNative),
                            Figure.told(
                                    name + ", CPU of all per record, vs native",
                                    "x",
                                    runs.ratios(GATEWAY, NATIVE, CPU_MICROS)),
                            Figure.held(
                                    name + ", vs naive",
                                    "x",
                                    runs.ratios(GATEWAY, NAIVE, RECORDS_PER_SECOND),
                                    AGAINST_NAIVE)));
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

    private Runs measure(Scene scene, Effort effort, Side gateway, Side past, Side naive) {
        for (Side side : List.of(gateway, past, naive)) {
            warmUp(side, effort);
        }
        Runs runs = new Runs();
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Side side : List.of(gateway, past, past, gateway, naive)) {
                measure(scene, runs, round, side);
            }
        }
        return runs;
    }

    private static void warmUp(Side side, Effort effort) {
        long end = System.nanoTime() + effort.warmUpSeconds() * 1_000_000_000L;
        while (System.nanoTime() - end < 0) {
            var unused = side.pass().get();
        }
    }

    private static void measure(Scene scene, Runs runs, int round, Side side) {
        Moment before = scene.now();
        PassResult result = side.pass().get();
        Map<String, Double> values = Map.of(
                RECORDS_PER_SECOND,
                result.records() / result.seconds(),
                "MiB per second",
                result.bytes() / result.seconds() / MEBIBYTE);
        runs.add(round, side.name(), before.until(scene.now()), values);
        runs.fault(round, side.name(), result.faults());
    }

    private String topic() {
        return "test." + port;
    }
}
