package dev.dpg.gateway.log.memory;

import dev.dpg.gateway.log.CatchUpReader;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.PartitionTail;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicLimits;
import dev.dpg.gateway.log.TopicSight;
import dev.dpg.gateway.log.TopicSight.Standing.Cause;
import dev.dpg.gateway.log.WatchedTopic;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster in memory, see the package. Topic ids count up, so that runs of a simulation are alike. */
public final class MemoryLog implements RecordLog {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private record Topic(UUID id, List<MemoryPartition> partitions, Optional<Duration> retention) {}

    private final String clusterId;
    private final Executor callbacks;
    private final InstantSource clock;
    private final MemoryTail tail;
    private final Map<String, Topic> topics = new HashMap<>(); // guarded by this
    private long topicsMade; // guarded by this
    private @Nullable Instant unreachableSince; // guarded by this
    private boolean closed; // guarded by this

    /**
     * An empty cluster that can be reached.
     *
     * @param callbacks runs everything that calls out; tasks never wait for each other
     */
    public MemoryLog(String clusterId, Executor callbacks, InstantSource clock) {
        this.clusterId = clusterId;
        this.callbacks = callbacks;
        this.clock = clock;
        this.tail = new MemoryTail(this, callbacks);
    }

    /** Creates a topic; one of the same name is replaced by a new incarnation. Answers its id. */
    public UUID createTopic(String name, int partitions) {
        return change(() -> {
            UUID id = new UUID(0, ++topicsMade);
            topics.put(
                    name,
                    new Topic(
                            id,
                            Stream.generate(MemoryPartition::new)
                                    .limit(partitions)
                                    .toList(),
                            Optional.empty()));
            return id;
        });
    }

    /** Adds partitions to a topic. */
    public void addPartitions(String name, int more) {
        change(() -> topics.computeIfPresent(name, (same, topic) -> {
            var partitions = Stream.concat(
                    topic.partitions().stream(),
                    Stream.generate(MemoryPartition::new).limit(more));
            return new Topic(topic.id(), partitions.toList(), topic.retention());
        }));
    }

    /** Says how long a topic keeps its records; nothing is dropped by it. */
    public void retain(String name, Duration retention) {
        change(() -> topics.computeIfPresent(
                name, (same, topic) -> new Topic(topic.id(), topic.partitions(), Optional.of(retention))));
    }

    /** Opens a transaction: what is appended from here on is not readable before {@link #goOn}. */
    public void openTransaction(String topic, int partition) {
        changePartition(topic, partition, log -> log.stand(Cause.OPEN_TRANSACTION, clock.instant()));
    }

    /** Takes a partition's leader away, until {@link #goOn}. */
    public void loseLeader(String topic, int partition) {
        changePartition(topic, partition, log -> log.stand(Cause.NO_LEADER, clock.instant()));
    }

    /** Commits the open transaction, or elects a leader. */
    public void goOn(String topic, int partition) {
        changePartition(topic, partition, log -> log.stand(null, clock.instant()));
    }

    /** Deletes a topic. */
    public void deleteTopic(String name) {
        change(() -> topics.remove(name));
    }

    /** Appends a record without headers. */
    public long append(String topic, int partition, Instant time, byte @Nullable [] key, byte @Nullable [] value) {
        return append(topic, partition, time, key, value, List.of());
    }

    /** Appends a committed record. Answers its offset. */
    public long append(
            String topic,
            int partition,
            Instant time,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<LogHeader> headers) {
        List<LogHeader> kept = List.copyOf(headers);
        return change(() -> partition(topic, partition)
                .append(offset -> new LogRecord(offset, time.toEpochMilli(), buffer(key), buffer(value), kept)));
    }

    /** The offset that the next record gets. */
    public synchronized long end(String topic, int partition) {
        return partition(topic, partition).end();
    }

    /** Moves the end over offsets without a record, as markers and aborted transactions do. */
    public void skip(String topic, int partition, long offsets) {
        changePartition(topic, partition, log -> log.skip(offsets));
    }

    /** Drops everything before an offset, as retention does. */
    public void expire(String topic, int partition, long before) {
        changePartition(topic, partition, log -> log.expire(before));
    }

    /** Cuts off everything from an offset on; a new leader epoch begins there (unclean election). */
    public void truncate(String topic, int partition, long to) {
        changePartition(topic, partition, log -> log.truncate(to));
    }

    /** Begins a new leader epoch at the end (clean election). */
    public void electLeader(String topic, int partition) {
        changePartition(topic, partition, MemoryPartition::elect);
    }

    /** Cuts the cluster off from its readers: calls fail with {@code CLUSTER_DOWN}, followed partitions stand still. */
    public synchronized void makeUnreachable() {
        if (unreachableSince == null) {
            unreachableSince = clock.instant();
        }
    }

    /** Brings the cluster back; followed partitions go on. */
    public void makeReachable() {
        change(() -> unreachableSince = null);
    }

    @Override
    public CompletionStage<Optional<TopicDescription>> describe(String topic) {
        return answer(() -> described(topic));
    }

    /** Everything is kept until it is expired by hand. */
    @Override
    public CompletionStage<Optional<TopicLimits>> limits(String topic) {
        return answer(() -> described(topic).map(found -> new TopicLimits(Optional.empty(), false)));
    }

    @Override
    public CompletionStage<Set<String>> topics() {
        return answer(() -> Set.copyOf(topics.keySet()));
    }

    @Override
    public CompletionStage<List<Long>> offsetsAt(TopicDescription topic, Instant time) {
        return answer(() -> incarnation(topic.name(), topic.id()).partitions().stream()
                .map(partition -> partition.offsetAt(time.toEpochMilli()))
                .toList());
    }

    @Override
    public CompletionStage<Map<Integer, Long>> diverging(
            TopicDescription topic, Map<Integer, PartitionPosition> positions) {
        return answer(() -> {
            Topic now = incarnation(topic.name(), topic.id());
            Map<Integer, Long> diverging = new TreeMap<>();
            positions.forEach((partition, position) -> now.partitions()
                    .get(partition)
                    .divergence(position)
                    .ifPresent(offset -> diverging.put(partition, offset)));
            return Map.copyOf(diverging);
        });
    }

    @Override
    public PartitionTail tail() {
        return tail;
    }

    @Override
    public CatchUpReader catchUp() {
        return new CatchUpReader() {
            @Override
            public <T> CompletionStage<T> read(
                    PartitionId partition, PartitionPosition from, Function<? super LogBatch, T> use) {
                return later(() -> use.apply(readNow(partition, from.nextOffset())
                        .orElseThrow(() -> LogProblems.clusterDown(RETRY_AFTER).asException())));
            }
        };
    }

    @Override
    public WatchedTopic watch(String topic) {
        return new WatchedTopic() {
            @Override
            public Optional<TopicSight> latest() {
                return sight(topic);
            }

            @Override
            public void close() {}
        };
    }

    private synchronized Optional<TopicSight> sight(String name) {
        Topic topic = topics.get(name);
        if (unreachableSince != null) {
            return Optional.empty();
        }
        return Optional.of(
                topic == null
                        ? TopicSight.gone()
                        : new TopicSight(
                                Optional.of(topic.id()),
                                topic.retention(),
                                topic.partitions().stream()
                                        .map(MemoryPartition::sight)
                                        .toList()));
    }

    @Override
    public synchronized Optional<Instant> unreachableSince() {
        return Optional.ofNullable(unreachableSince);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        tail.closeAll();
    }

    /** What follows an offset now; empty while the cluster can't be reached. */
    synchronized Optional<LogBatch> readNow(PartitionId partition, long from) {
        if (unreachableSince != null) {
            return Optional.empty();
        }
        Topic topic = topics.get(partition.topic());
        if (topic != null
                && topic.id().equals(partition.topicId())
                && !topic.partitions().get(partition.partition()).hasLeader()) {
            return Optional.empty();
        }
        Optional<Problem> problem = LogProblems.ofPosition(partition, from, described(partition.topic()));
        if (problem.isPresent()) {
            throw problem.get().asException();
        }
        return Optional.of(partition(partition.topic(), partition.partition()).read(partition, from));
    }

    private synchronized Optional<TopicDescription> described(String name) {
        return Optional.ofNullable(topics.get(name))
                .map(topic -> new TopicDescription(
                        name,
                        topic.id(),
                        clusterId,
                        topic.partitions().stream().map(MemoryPartition::range).toList()));
    }

    private Topic incarnation(String name, UUID id) {
        Topic topic = topics.get(name);
        if (topic == null || !topic.id().equals(id)) {
            throw LogProblems.recreated().asException();
        }
        return topic;
    }

    private MemoryPartition partition(String topic, int partition) {
        Topic existing = topics.get(topic);
        if (existing == null) {
            throw new IllegalArgumentException("there is no topic " + topic);
        }
        return existing.partitions().get(partition);
    }

    private void changePartition(String topic, int partition, Consumer<MemoryPartition> change) {
        change(() -> {
            change.accept(partition(topic, partition));
            return true;
        });
    }

    private <T extends @Nullable Object> T change(Supplier<T> change) {
        T result;
        synchronized (this) {
            result = change.get();
        }
        tail.wakeAll();
        return result;
    }

    /** Answers on the executor, from the state of that moment. */
    private <T> CompletionStage<T> answer(Supplier<T> answer) {
        return later(() -> {
            synchronized (this) {
                if (unreachableSince != null) {
                    throw LogProblems.clusterDown(RETRY_AFTER).asException();
                }
                return answer.get();
            }
        });
    }

    private <T> CompletionStage<T> later(Supplier<T> answer) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        callbacks.execute(() -> {
            try {
                refuseWhenClosed();
                stage.complete(answer.get());
            } catch (ProblemException e) {
                stage.completeExceptionally(e);
            } catch (RuntimeException e) {
                stage.completeExceptionally(new ProblemException(LogProblems.internal(), e));
            }
        });
        return stage;
    }

    private synchronized void refuseWhenClosed() {
        if (closed) {
            throw LogProblems.draining().asException();
        }
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
    }
}
