package dev.dpg.system.faults.scenario;

import dev.dpg.client.CloseMode;
import dev.dpg.system.faults.cluster.Gateway;
import dev.dpg.system.faults.history.CommittedTopic;
import dev.dpg.system.faults.history.History;
import dev.dpg.system.faults.history.MemoryUse;
import dev.dpg.system.faults.history.Stamp;
import dev.dpg.system.faults.load.Acknowledged;
import dev.dpg.system.faults.load.DurableReader;
import dev.dpg.system.faults.load.DurableReader.Manner;
import dev.dpg.system.faults.load.HungTransactions;
import dev.dpg.system.faults.load.Ledger;
import dev.dpg.system.faults.load.NativeReader;
import dev.dpg.system.faults.load.Pace;
import dev.dpg.system.faults.load.ReaderClient;
import dev.dpg.system.faults.load.WriterSettings;
import dev.dpg.system.faults.load.Writing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.stream.Collectors;

/** One topic with its writers and readers, from the first record to the judgement. For one thread. */
public final class Load implements AutoCloseable {
    private static final Duration CATCH_UP_MAX = Duration.ofSeconds(90);
    private static final Pace LAGGARD = new Pace(Duration.ofMillis(1));
    private static final int LAST_WORDS = 30;
    private static final int READERS_OF_A_CLIENT_MAX = 50;

    private final Stage stage;
    private final LoadPlan plan;
    private final String topic;
    private final List<Gateway> gateways;
    private final Ledger ledger;
    private final List<Writing> writers = new ArrayList<>();
    private final List<DurableReader> readers = new ArrayList<>();
    private final List<ReaderClient> clients = new ArrayList<>();
    private final List<CommittedTopic> former = new ArrayList<>();
    private final Recoveries recoveries;
    private final Silences silences;
    private int partitions;

    private Load(Stage stage, LoadPlan plan, String topic, List<Gateway> gateways, Ledger ledger) {
        this.stage = stage;
        this.plan = plan;
        partitions = plan.partitions();
        this.topic = topic;
        this.gateways = gateways;
        this.ledger = ledger;
        recoveries = new Recoveries(ledger, readers);
        silences = new Silences(readers);
    }

    /** Makes topic and product, writes the history, and has everybody begin. Each reader knows all healthy gateways. */
    public static Load begin(Stage stage, String name, LoadPlan plan) {
        List<String> addresses = stage.gateways().stream().map(Gateway::address).toList();
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < plan.readers(); i++) {
            int client = i / READERS_OF_A_CLIENT_MAX * 2 + i % 2;
            String all = client % 2 == 0
                    ? String.join(",", addresses)
                    : addresses.stream().sorted(Comparator.reverseOrder()).collect(Collectors.joining(","));
            seats.add(new Seat("reader " + (i + 1), client, all));
        }
        return begin(stage, name, plan, stage.gateways(), seats);
    }

    /** The same with gateways of which each has readers of its own, which know no other one. */
    public static Load beginApart(Stage stage, String name, LoadPlan plan, List<Gateway> gateways) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < plan.readers(); i++) {
            int place = i % gateways.size();
            Gateway gateway = gateways.get(place);
            seats.add(new Seat("reader " + (i + 1) + " of " + gateway.node().name(), place, gateway.address()));
        }
        return begin(stage, name, plan, gateways, seats);
    }

    /**
     * A reader to be.
     *
     * @param client which of the clients it shares with others
     * @param addresses of that client
     */
    private record Seat(String name, int client, String addresses) {}

    private static Load begin(Stage stage, String name, LoadPlan plan, List<Gateway> gateways, List<Seat> seats) {
        String port = name.replaceAll("[^a-z0-9]+", "_");
        Ledger ledger = new Ledger(stage.admin().create("test." + port, plan.partitions(), plan.topicConfig()));
        Load load = new Load(stage, plan, "test." + port, gateways, ledger);
        load.addWriter(load.settings()).history(plan.history());
        String product = stage.publish(port, load.topic, gateways);
        Map<Integer, ReaderClient> clients = new HashMap<>();
        for (Seat seat : seats) {
            ReaderClient client = clients.computeIfAbsent(seat.client(), i -> new ReaderClient(seat.addresses()));
            load.readers.add(new DurableReader(seat.name(), client, product, load.manner(load.readers.size())));
        }
        load.clients.addAll(clients.values());
        load.writers.forEach(Writing::start);
        load.readers.forEach(DurableReader::start);
        return load;
    }

    private Manner manner(int reader) {
        Pace pace = reader < plan.laggards() ? LAGGARD : Pace.QUICK;
        return new Manner(pace, reader % plan.refusingOneIn() == plan.refusingOneIn() - 1);
    }

    /** Adds a writer that does not write yet. */
    Writing addWriter(WriterSettings settings) {
        Writing writing = new Writing(settings, ledger);
        writers.add(writing);
        return writing;
    }

    /** How a writer to all partitions writes. */
    WriterSettings settings() {
        return WriterSettings.of(stage.brokers().bootstrapServers(), topic, partitions)
                .every(plan.interval())
                .padded(plan.paddingLetters());
    }

    /** Waits until every reader is live. */
    public Load awaitLive() {
        Waits.until(
                "the readers of " + topic + " are live",
                () -> readers.stream().skip(plan.laggards()).allMatch(DurableReader::isLive));
        return this;
    }

    /** From now on it is measured how long readers take to go on. */
    public void mark() {
        recoveries.mark(partitions);
    }

    /** Waits until every reader has got something that was acknowledged after the last mark, in every partition. */
    public void awaitRecovery() {
        Waits.until("readers of " + topic + " go on", recoveries::areComplete);
    }

    /** Lets a fault last, and measures meanwhile. */
    public void hold(Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        Waits.within(duration, () -> {
            recoveries.areComplete();
            return System.nanoTime() > until;
        });
    }

    /** From now on it is measured how long each reader gets nothing. */
    public void watchSilence() {
        silences.begin();
    }

    /** The longest silence of each reader counts as its recovery. */
    public void measureSilence() {
        recoveries.add(silences.longest());
    }

    /** Breaks all readers off in the middle of what they do, and has them go on from the positions they kept. */
    public void restartAll(Random random) {
        CloseMode[] modes = CloseMode.values();
        readers.stream()
                .filter(reader -> !reader.isRefused())
                .forEach(reader -> reader.restart(modes[random.nextInt(modes.length)]));
    }

    /** Begins a transaction in a partition and never ends it; answers the offset where it began. */
    public long leaveTransactionOpen(int partition) {
        return HungTransactions.begin(settings().to(partition, 1), ledger);
    }

    /** Has the topic have more partitions, which are written to. */
    public void grow(int more) {
        stage.admin().grow(topic, partitions + more);
        addWriter(settings().to(partitions, more)).start();
        partitions += more;
    }

    /** Has the topic deleted and created anew while everybody reads; what the old one held is remembered as the truth. */
    public void recreate() {
        writers.forEach(Writing::pause);
        former.add(truth());
        writers.forEach(Writing::close);
        writers.clear();
        stage.admin().delete(topic);
        ledger.moveTo(stage.admin().create(topic, partitions, plan.topicConfig()));
        addWriter(settings()).start();
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
                memory,
                plan.errorsForbidden());
    }

    @Override
    public void close() {
        writers.forEach(Writing::close);
        clients.forEach(ReaderClient::close);
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
