package dev.dpg.system.bench.scenario;

import dev.dpg.system.bench.load.FinishFollowing;
import dev.dpg.system.bench.load.FinishFollowing.Followed;
import dev.dpg.system.bench.load.Publish;
import dev.dpg.system.bench.load.Publish.Published;
import dev.dpg.system.bench.load.SetSpan;
import dev.dpg.system.bench.stage.Moment;
import dev.dpg.system.bench.stage.Scene;
import dev.dpg.system.bench.stage.Usage;
import dev.dpg.system.bench.stage.Worker;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Records at a steady rate to one topic, and readers that follow it, one kind at a time: they are opened, the writer starts, a
 * second later the measured span begins, and when the writer is through everybody has to have everything. For one thread.
 */
final class TailLoad {
    static final String GATEWAY = "gateway";
    static final String NATIVE = "native";
    static final String NAIVE = "naive";

    /** Records within the span, of all readers. */
    static final String DELIVERED = "delivered per second";
    /** Of the serving process, for a record that one reader got. */
    static final String CPU_MICROS = "CPU us per delivered record";

    static final String P50 = "p50 ms";
    static final String P99 = "p99 ms";

    private static final long SECOND = 1_000_000_000;
    private static final long LEAD_NANOS = SECOND / 5;
    private static final int RUN_UP_SECONDS = 1;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Scene scene;
    private final Worker publisher;
    private final String topic;
    private final int partitions;
    private final int perSecond;
    private final int bytes;
    private LongSupplier counter = () -> 0;
    private String counted = "";
    private int largeEvery;
    private long next;

    TailLoad(Scene scene, String topic, int partitions, int perSecond, int bytes) {
        this.scene = scene;
        this.publisher = scene.worker("publisher");
        this.topic = topic;
        this.partitions = partitions;
        this.perSecond = perSecond;
        this.bytes = bytes;
    }

    /** Counts something else from when the readers are there until they have everything, and notes it for each record. */
    void counting(String what, LongSupplier count) {
        counted = what;
        counter = count;
    }

    /** From now on one record of so many has a million bytes; 0: none, as at first. */
    void writeLarge(int every) {
        largeEvery = every;
    }

    /** Has readers work as long as those of all other kinds, without measuring. */
    void warmUp(TailSide side, Effort effort) {
        effort.say("warming up, " + side.name());
        follow(side, effort.warmUpSeconds(), new Runs(), 0);
    }

    /** Measures readers once. */
    void measure(TailSide side, Effort effort, Runs runs, int round) {
        effort.say("round " + round + ", " + side.name());
        follow(side, effort.runSeconds(), runs, round);
    }

    private void follow(TailSide side, int seconds, Runs runs, int round) {
        long first = next;
        side.worker().ask(side.follow().apply(first));
        long countBefore = counter.getAsLong();
        long start = System.nanoTime() + LEAD_NANOS;
        long from = start + RUN_UP_SECONDS * SECOND;
        long to = from + seconds * SECOND;
        side.worker().ask(new SetSpan(from, to));
        long records = (long) (RUN_UP_SECONDS + seconds) * perSecond;
        CompletableFuture<Published> publishing = publisher.begin(new Publish(
                scene.stage().bootstrapServers(),
                topic,
                partitions,
                first,
                records,
                bytes,
                largeEvery,
                perSecond,
                start));
        Moment before = scene.at(from);
        Usage usage = before.until(scene.at(to));
        Published published = publishing.join();
        next = published.next();
        Followed followed = side.worker()
                .ask(new FinishFollowing(records, next, side.complete() ? PATIENCE_MILLIS : 0, side.complete()));
        Map<String, Double> values = values(side, usage, published, followed);
        if (!counted.isEmpty()) {
            values.put(counted, (double) (counter.getAsLong() - countBefore) / records);
        }
        runs.add(round, side.name(), usage, values);
        runs.fault(round, side.name(), followed.faults());
    }

    private static Map<String, Double> values(TailSide side, Usage usage, Published published, Followed followed) {
        Map<String, Double> values = new TreeMap<>();
        values.put(DELIVERED, followed.delivered() / usage.seconds());
        values.put(CPU_MICROS, usage.cores(side.server()) * usage.seconds() * 1e6 / followed.delivered());
        if (followed.maxMillis() > 0) {
            // Otherwise nothing that was to be sent within the span has come by now.
            values.put(P50, followed.p50Millis());
            values.put(P99, followed.p99Millis());
            values.put("p99.9 ms", followed.p999Millis());
            values.put("max ms", followed.maxMillis());
        }
        values.put("writer late ms", published.latestMillis());
        values.put("readers", (double) followed.readers());
        return values;
    }
}
