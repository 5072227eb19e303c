package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.CatchUpReader;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.PartitionTail;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicLimits;
import dev.dpg.gateway.log.WatchedTopic;
import dev.dpg.gateway.telemetry.MetricSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * One Kafka cluster. A parts list: what answers questions ({@link TopicQueries}), who reads at the head
 * ({@link TailReaders}), who reads history ({@link CatchUpPool}), who looks at the topics that are read ({@link TopicWatch}), who watches whether the cluster is there
 * ({@link Reachability}). Opening it does not wait for the cluster; a cluster that is down at the start is read as soon as it
 * is there.
 */
public final class KafkaCluster implements RecordLog {
    private static final Duration ADMIN_CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Admin admin;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Reachability reachability;
    private final TopicQueries queries;
    private final TailReaders tail;
    private final CatchUpPool catchUp;
    private final TopicWatch watch;
    private final LogBatches tailBatches = new LogBatches();
    private final LogBatches historyBatches = new LogBatches();
    private final MetricSource metrics;
    private volatile boolean closed;

    /**
     * Opens the cluster.
     *
     * @param threads makes the threads that read and the scheduler's; they are named here
     * @throws RuntimeException if Kafka's client refuses the client properties
     */
    public KafkaCluster(KafkaClusterSettings settings, ThreadFactory threads, InstantSource clock) {
        KafkaClients clients = new KafkaClients(settings);
        admin = clients.admin();
        scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = threads.newThread(task);
            thread.setName("kafka-" + settings.name() + "-scheduler");
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        Delays delays = new Delays(scheduler);
        reachability = new Reachability(settings.name(), admin, clock);
        queries = new TopicQueries(admin, settings.requestTimeout(), reachability);
        LostPositions lost = new LostPositions(queries);
        ReaderThread.Factory readers = new ReaderThread.Factory(threads, settings.name());
        tail = new TailReaders(IntStream.range(0, settings.tailReaders())
                .mapToObj(number -> new TailReader(
                        "tail-" + number,
                        () -> clients.tail(number, queries::topicIds),
                        tailBatches,
                        lost,
                        delays,
                        readers))
                .toList());
        catchUp = new CatchUpPool(
                settings,
                delays,
                number -> new ReadSession(
                        clients.catchUp(number, queries::topicIds),
                        lost,
                        historyBatches,
                        clients.storedReads(number, historyBatches)),
                readers);
        watch = new TopicWatch(
                settings.name(),
                new WatchQueries(admin, settings.requestTimeout()),
                settings.openTransactionAfter(),
                clock);
        metrics = new ClusterMetrics(settings.name(), tailBatches, historyBatches, catchUp, reachability);
        reachability.start(delays);
        watch.start(delays);
    }

    @Override
    public CompletionStage<Optional<TopicDescription>> describe(String topic) {
        return unlessClosed(() -> queries.describe(topic));
    }

    @Override
    public CompletionStage<Optional<TopicLimits>> limits(String topic) {
        return unlessClosed(() -> queries.limits(topic));
    }

    @Override
    public CompletionStage<Set<String>> topics() {
        return unlessClosed(queries::topics);
    }

    @Override
    public CompletionStage<List<Long>> offsetsAt(TopicDescription topic, Instant time) {
        return unlessClosed(() -> queries.offsetsAt(topic, time));
    }

    /**
     * Epochs that a partition has not reached yet are settled here: they fit no branch, and Kafka's consumer would wait for
     * them to come.
     */
    @Override
    public CompletionStage<Map<Integer, Long>> diverging(
            TopicDescription topic, Map<Integer, PartitionPosition> positions) {
        Map<Integer, PartitionPosition> known = new HashMap<>(positions);
        known.values().removeIf(position -> position.leaderEpoch() == PartitionPosition.UNKNOWN);
        if (known.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        return unlessClosed(() -> KafkaFailures.asProblems(
                queries.leaderEpochs(topic).thenCompose(epochs -> diverging(topic, known, epochs))));
    }

    private CompletionStage<Map<Integer, Long>> diverging(
            TopicDescription topic, Map<Integer, PartitionPosition> positions, List<Integer> epochs) {
        Map<Integer, Long> ahead = new HashMap<>();
        Map<Integer, PartitionPosition> checked = new HashMap<>();
        positions.forEach((partition, position) -> {
            if (position.leaderEpoch() > epochs.get(partition)) {
                ahead.put(partition, topic.partitions().get(partition).end());
            } else {
                checked.put(partition, position);
            }
        });
        if (checked.isEmpty()) {
            return CompletableFuture.completedStage(ahead);
        }
        return catchUp.submit(new EpochTask(topic, checked)).thenApply(diverging -> {
            Map<Integer, Long> all = new HashMap<>(diverging);
            all.putAll(ahead);
            return all;
        });
    }

    @Override
    public PartitionTail tail() {
        return tail;
    }

    @Override
    public CatchUpReader catchUp() {
        return catchUp;
    }

    @Override
    public WatchedTopic watch(String topic) {
        return watch.watch(topic);
    }

    @Override
    public Optional<Instant> unreachableSince() {
        return reachability.unreachableSince();
    }

    /**
     * How many bytes of keys and values were fetched since the start, uncompressed, at the head and from history; of what is
     * passed on as it is stored, the batches as they are. A record counts once for each time a reader of this cluster fetched
     * it, however many streams it went to.
     */
    public long fetchedBytes() {
        return tailBatches.bytesSoFar() + historyBatches.bytesSoFar();
    }

    /** The cluster in figures. */
    public MetricSource metrics() {
        return metrics;
    }

    @Override
    public void close() {
        closed = true;
        tail.close();
        catchUp.close();
        scheduler.shutdownNow();
        admin.close(ADMIN_CLOSE_TIMEOUT);
    }

    private <T> CompletionStage<T> unlessClosed(Supplier<CompletionStage<T>> call) {
        return closed ? CompletableFuture.failedStage(LogProblems.draining().asException()) : call.get();
    }
}
