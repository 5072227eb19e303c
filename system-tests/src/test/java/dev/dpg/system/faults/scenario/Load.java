package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.cluster.Gateway;
import dev.dpg.system.faults.history.CommittedTopic;
import dev.dpg.system.faults.history.History;
import dev.dpg.system.faults.history.MemoryUse;
import dev.dpg.system.faults.history.Stamp;
import dev.dpg.system.faults.load.Acknowledged;
import dev.dpg.system.faults.load.DurableReader;
import dev.dpg.system.faults.load.Ledger;
import dev.dpg.system.faults.load.NativeReader;
import dev.dpg.system.faults.load.WriterSettings;
import dev.dpg.system.faults.load.Writing;
import io.grpc.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;

/** One topic with its writers and readers, from the first record to the judgement. For one thread. */
public final class Load implements AutoCloseable {
    private static final Duration CATCH_UP_MAX = Duration.ofSeconds(90);
    private static final int LAST_WORDS = 30;

    private final Stage stage;
    private final String topic;
    private final List<Gateway> gateways;
    private final Ledger ledger;
    private final List<Writing> writers = new ArrayList<>();
    private final List<DurableReader> readers = new ArrayList<>();
    private final List<CommittedTopic> former = new ArrayList<>();
    private final Recoveries recoveries;

    private Load(Stage stage, String topic, List<Gateway> gateways, Ledger ledger) {
        this.stage = stage;
        this.topic = topic;
        this.gateways = gateways;
        this.ledger = ledger;
        recoveries = new Recoveries(ledger, readers);
    }

    /** Makes topic and product, writes the history, and has everybody begin. */
    public static Load begin(Stage stage, String name, LoadPlan plan, List<Gateway> gateways) {
        String port = name.replaceAll("[^a-z0-9]+", "_");
        String topic = "test." + port;
        Ledger ledger = new Ledger(stage.admin().create(topic, plan.partitions(), plan.topicConfig()));
        Load load = new Load(stage, topic, gateways, ledger);
        WriterSettings settings = WriterSettings.of(stage.brokers().bootstrapServers(), topic, plan.partitions())
                .every(plan.interval());
        Writing writing = new Writing(settings, ledger).history(plan.history());
        load.writers.add(writing);
        String product = stage.publish(port, topic, gateways);
        List<Channel> channels = gateways.stream()
                .map(gateway -> stage.connect(gateway.address()))
                .toList();
        for (int i = 0; i < plan.readers(); i++) {
            int place = i % channels.size();
            String reader =
                    "reader " + (i + 1) + " of " + gateways.get(place).node().name();
            load.readers.add(new DurableReader(reader, channels.get(place), product, plan.pace()));
        }
        writing.start();
        load.readers.forEach(DurableReader::start);
        return load;
    }

    /** Waits until every reader is live. */
    public Load awaitLive() {
        Waits.until(
                "all readers of " + topic + " are live", () -> readers.stream().allMatch(DurableReader::isLive));
        return this;
    }

    /** From now on it is measured how long readers take to go on. */
    public void mark() {
        recoveries.mark();
    }

    /** Waits until every reader has got something that was acknowledged after the last mark, in every partition. */
    public void awaitRecovery() {
        Waits.until("readers of " + topic + " go on", recoveries::areComplete);
    }

    public Recoveries recoveries() {
        return recoveries;
    }

    public String topic() {
        return topic;
    }

    public List<DurableReader> readers() {
        return List.copyOf(readers);
    }

    /** One of the readers. */
    public DurableReader any(Random random) {
        return readers.get(random.nextInt(readers.size()));
    }

    /** Stops writing, waits until the readers have everything, and tells what happened. */
    public History finish() {
        writers.forEach(Writing::pause);
        writers.forEach(writing -> writing.history(LAST_WORDS));
        CommittedTopic truth = truth();
        Waits.within(CATCH_UP_MAX, () -> readers.stream().allMatch(reader -> hasAll(reader, truth)));
        readers.forEach(DurableReader::close);
        List<CommittedTopic> topics = new ArrayList<>(former);
        topics.add(truth);
        List<MemoryUse> memory = gateways.stream().map(Gateway::memory).toList();
        return new History(
                topics,
                ledger.aborted(),
                ledger.count(),
                readers.stream().map(DurableReader::history).toList(),
                memory);
    }

    @Override
    public void close() {
        writers.forEach(Writing::close);
        readers.forEach(DurableReader::close);
    }

    private CommittedTopic truth() {
        stage.admin().awaitNoOpenTransaction(topic);
        List<Acknowledged> acknowledged = ledger.acknowledged();
        return NativeReader.read(stage.brokers().bootstrapServers(), topic, ledger.log(), acknowledged);
    }

    private static boolean hasAll(DurableReader reader, CommittedTopic truth) {
        return reader.isRefused()
                || truth.records().entrySet().stream()
                        .allMatch(partition -> reader.hasReached(partition.getKey(), last(partition.getValue())));
    }

    private static Stamp last(NavigableMap<Long, Stamp> records) {
        return records.lastEntry().getValue();
    }
}
