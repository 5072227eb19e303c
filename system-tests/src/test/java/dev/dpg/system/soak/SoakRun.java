package dev.dpg.system.soak;

import dev.dpg.system.bench.load.Done;
import dev.dpg.system.bench.report.Environment;
import dev.dpg.system.bench.stage.RunningGateway;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Stage;
import dev.dpg.system.bench.stage.Worker;
import dev.dpg.system.soak.SoakOptions.Form;
import dev.dpg.system.soak.load.BeginChurn;
import dev.dpg.system.soak.load.ChurnCounts;
import dev.dpg.system.soak.load.CountChurn;
import dev.dpg.system.soak.load.FinishChurn;
import dev.dpg.system.soak.load.KnowFilters;
import dev.dpg.system.soak.load.WriteNumbered;
import dev.dpg.system.soak.measure.AtRest;
import dev.dpg.system.soak.measure.GatewayWatch;
import dev.dpg.system.soak.measure.Sample;
import dev.dpg.system.soak.report.SoakReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One soak: readers come and go (warming up), all go, it is measured what the gateway has; readers come and go for long, all go,
 * it is measured again. For one thread.
 */
final class SoakRun {
    private static final String PORT = "soak";
    private static final String TOPIC = "test." + PORT;
    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 1_000;
    private static final int VISITORS = 16;

    /** More than the gateway keeps compiled, so that it never has more of them than before. */
    private static final int FILTERS = 300;

    /** Readers that stay are sent away and come back all the time. */
    private static final String AGE = "delivery: { stream-age-max: 30 s, go-away-grace: 2 s }";

    /** Readers of history keep what they have fetched ahead, and a consumer each, until they are idle for so long. */
    private static final String IDLE = "catch-up: { idle: 2 s }";

    private static final double MEBIBYTE = 1024 * 1024;

    private final Form form;
    private final long seed;
    private final Consumer<String> progress;
    private long next;

    /** @param progress hears what happens */
    SoakRun(Form form, long seed, Consumer<String> progress) {
        this.form = form;
        this.seed = seed;
        this.progress = progress;
    }

    /** The processes of a soak. */
    private record Cast(Stage stage, RunningGateway gateway, GatewayWatch watch, Worker writer, Worker readers) {}

    /**
     * Does it, with processes of its own. Blocks.
     *
     * @param root of the clone
     * @param directory where the processes may leave what they log
     */
    SoakReport run(Path root, Path directory) throws Exception {
        Stage stage = Stage.open(directory);
        // Also where this process is told to end; what is closed already is left alone.
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "end-everything"));
        try (stage) {
            stage.createTopic(TOPIC, PARTITIONS);
            Scene scene = stage.scene("soak");
            RunningGateway gateway = scene.gateway(setup -> setup.with(AGE).reading(IDLE), PORT);
            Cast cast = new Cast(
                    stage, gateway, new GatewayWatch(gateway), scene.worker("writer"), scene.worker("readers"));
            cast.readers.ask(new KnowFilters(gateway.address(), TOPIC, FILTERS));
            progress.accept("warming up for " + form.warmUp().toSeconds() + " s, seed " + seed);
            ChurnCounts warmUp = comeAndGo(cast, form.warmUp(), seed, new ArrayList<>());
            AtRest before = atRest(cast);
            progress.accept("soaking for " + form.soak().toSeconds() + " s");
            List<Sample> samples = new ArrayList<>();
            ChurnCounts churn = comeAndGo(cast, form.soak(), seed + VISITORS, samples);
            AtRest after = atRest(cast);
            return new SoakReport(Environment.here(root), form.soak(), seed, before, after, warmUp, churn, samples);
        }
    }

    private ChurnCounts comeAndGo(Cast cast, Duration time, long phaseSeed, List<Sample> samples) throws Exception {
        long records = time.toSeconds() * PER_SECOND;
        cast.readers.ask(new BeginChurn(cast.gateway.address(), TOPIC, PARTITIONS, next, VISITORS, phaseSeed));
        long start = System.nanoTime();
        CompletableFuture<Done> writing = cast.writer.begin(
                new WriteNumbered(cast.stage.bootstrapServers(), TOPIC, PARTITIONS, next, records, PER_SECOND));
        int faultsTold = 0;
        while (!isDoneWithin(writing, form.betweenSamples())) {
            ChurnCounts counts = cast.readers.ask(new CountChurn());
            double seconds = (System.nanoTime() - start) / 1e9;
            Sample sample = cast.watch.sample(seconds, counts.allStreams());
            samples.add(sample);
            progress.accept(told(sample, counts));
            counts.faults().stream().skip(faultsTold).forEach(fault -> progress.accept("  WRONG " + fault));
            faultsTold = counts.faults().size();
        }
        next += records / PARTITIONS;
        return cast.readers.ask(new FinishChurn(records, next));
    }

    private AtRest atRest(Cast cast) {
        progress.accept("all have gone; looking for " + form.rest().toSeconds() + " s");
        return cast.watch.atRest(form.rest());
    }

    private static String told(Sample sample, ChurnCounts counts) {
        return String.format(
                Locale.ROOT,
                "  %,d streams (%d open), %,d records, %d interrupted, %d faults; live heap %.1f MiB, network %.1f MiB, resident %.0f MiB,"
                        + " threads %d, files %d",
                counts.allStreams(),
                sample.streams(),
                counts.records(),
                counts.interrupted(),
                counts.faultsFound(),
                sample.liveHeapBytes() / MEBIBYTE,
                sample.networkBytes() / MEBIBYTE,
                sample.residentBytes() / MEBIBYTE,
                sample.threads(),
                sample.files());
    }

    private static boolean isDoneWithin(CompletableFuture<Done> task, Duration time)
            throws InterruptedException, ExecutionException {
        try {
            task.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillGoingOn) {
            return false;
        }
    }
}
