package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.Problem;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one catch-up reader does with its consumer. Belongs to the reader's thread. Methods block, in steps of
 * {@link #STEP} at most, and between steps ask whether the answer is still wanted.
 */
final class ReadSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadSession.class);
    private static final Duration STEP = Duration.ofSeconds(1);

    /** A poll that finds nothing ends about when the broker's answer is due, see {@link KafkaClients}. */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(60);

    private final CheckedConsumer checked;
    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private final LostPositions lost;
    private final LogBatches batches;
    private final StoredReads stored;
    private PoolTask.@Nullable Place place;

    /** @param stored reads what can be passed on as it is stored; closed with this */
    ReadSession(CheckedConsumer checked, LostPositions lost, LogBatches batches, StoredReads stored) {
        this.checked = checked;
        this.consumer = checked.consumer();
        this.lost = lost;
        this.batches = batches;
        this.stored = stored;
    }

    /** Reads without the consumer what needs no record to be looked at. */
    StoredReads stored() {
        return stored;
    }

    /**
     * Reads what follows a position; an empty batch at the end; null when the answer is no longer wanted.
     *
     * <p>A read that goes on where the last one ended uses what was fetched ahead. Nothing is answered, not even that the
     * end is reached, before the topic is known to be the one that is meant: see {@link CheckedConsumer}.
     */
    @Nullable
    LogBatch read(PartitionId partition, PartitionPosition from, BooleanSupplier unwanted) {
        TopicPartition key = KafkaPositions.toKafka(partition);
        if (!new PoolTask.Place(partition, from.nextOffset()).equals(place)) {
            place = null;
            checked.retain(Set.of());
            seek(key, from);
        }
        place = null;
        while (!unwanted.getAsBoolean()) {
            LogBatch batch = tryRead(partition, key, from, unwanted);
            if (batch != null) {
                place = new PoolTask.Place(partition, batch.nextOffset());
                return batch;
            }
        }
        return null;
    }

    /**
     * Which positions lie on a branch that was cut off, with the offsets where the branches part (KIP-320); null when the
     * answer is no longer wanted. Kafka's consumer is asked because nothing else speaks OffsetsForLeaderEpoch.
     */
    @Nullable
    Map<Integer, Long> diverging(
            TopicDescription topic, Map<Integer, PartitionPosition> positions, BooleanSupplier unwanted) {
        place = null;
        Map<TopicPartition, PartitionPosition> open = new HashMap<>();
        positions.forEach((partition, position) -> open.put(new TopicPartition(topic.name(), partition), position));
        Map<Integer, Long> diverging = new HashMap<>();
        consumer.assign(open.keySet());
        if (!awaitLeaders(open.keySet(), unwanted)) {
            return null;
        }
        open.forEach((partition, position) -> consumer.seek(partition, KafkaPositions.toKafka(position)));
        while (!open.isEmpty() && !unwanted.getAsBoolean()) {
            TopicPartition partition = open.keySet().iterator().next();
            try {
                consumer.position(partition, STEP);
                open.remove(partition);
            } catch (LogTruncationException e) {
                for (TopicPartition cut : e.partitions()) {
                    OffsetAndMetadata parted = e.divergentOffsets().get(cut);
                    long earliest = topic.partitions().get(cut.partition()).earliest();
                    diverging.put(cut.partition(), parted == null ? earliest : parted.offset());
                    open.remove(cut);
                }
                consumer.assign(open.keySet());
            } catch (TimeoutException e) {
                LOG.trace("No answer yet; asked again as long as it is wanted");
            }
        }
        return open.isEmpty() ? diverging : null;
    }

    /** Makes a method that is under way end with Kafka's {@code WakeupException}; the only method for other threads. */
    void wakeup() {
        stored.wakeup();
        consumer.wakeup();
    }

    @Override
    public void close() {
        try (stored) {
            checked.close();
        }
    }

    private @Nullable LogBatch tryRead(
            PartitionId partition, TopicPartition key, PartitionPosition from, BooleanSupplier unwanted) {
        try {
            ConsumerRecords<ByteBuffer, ByteBuffer> polled = consumer.poll(POLL_TIMEOUT);
            OffsetAndMetadata next = polled.nextOffsets().get(key);
            if (next != null && next.offset() > from.nextOffset() && isOf(partition, unwanted)) {
                long lag = consumer.currentLag(key).orElse(0);
                return batches.of(partition, from.nextOffset(), next, polled.records(key), lag);
            }
            if (next != null && next.offset() > from.nextOffset()) {
                return null;
            }
            long end = end(key);
            if (end == from.nextOffset() && isOf(partition, unwanted)) {
                return new LogBatch(partition, end, end, PartitionPosition.UNKNOWN, List.of(), end);
            }
            if (end < from.nextOffset()) {
                throw new OffsetOutOfRangeException(Map.of(key, from.nextOffset()));
            }
        } catch (OffsetOutOfRangeException e) {
            throwIfLost(partition, from, LostPositions.divergence(e, key), unwanted);
            seek(key, from);
        } catch (TimeoutException e) {
            LOG.trace("No end yet; tried again as long as the answer is wanted");
        }
        return null;
    }

    /** The last stable offset as the broker says now; what the consumer remembers may be as old as its last fetch. */
    private long end(TopicPartition key) {
        Long end = consumer.endOffsets(Set.of(key), STEP).get(key);
        if (end == null) {
            throw new TimeoutException();
        }
        return end;
    }

    private void throwIfLost(
            PartitionId partition,
            PartitionPosition from,
            LostPositions.Divergence divergence,
            BooleanSupplier unwanted) {
        Optional<Problem> problem = await(lost.judge(partition, from.nextOffset(), divergence), unwanted);
        if (problem != null && problem.isPresent()) {
            throw problem.get().asException();
        }
    }

    /** Whether what was polled is of the topic that is meant; false when the answer is no longer wanted. */
    private boolean isOf(PartitionId partition, BooleanSupplier unwanted) {
        while (!unwanted.getAsBoolean()) {
            try {
                checked.verify(Set.of(partition.topic()));
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            if (checked.knows(partition.topic())) {
                LogProblems.ofIncarnation(partition, checked.topicId(partition.topic()))
                        .ifPresent(problem -> {
                            throw problem.asException();
                        });
                return true;
            }
        }
        return false;
    }

    private void seek(TopicPartition key, PartitionPosition from) {
        // Through the empty assignment, so that nothing fetched for another incarnation is taken for this one's.
        consumer.unsubscribe();
        consumer.assign(Set.of(key));
        consumer.seek(key, KafkaPositions.toKafka(from));
    }

    /**
     * Waits until the consumer knows the partitions' leaders: without them it takes positions for valid without asking.
     * Finding the ends makes it learn them.
     */
    private boolean awaitLeaders(Set<TopicPartition> partitions, BooleanSupplier unwanted) {
        while (!unwanted.getAsBoolean()) {
            try {
                consumer.endOffsets(new HashSet<>(partitions), STEP);
                return true;
            } catch (TimeoutException e) {
                LOG.trace("No leaders yet; asked again as long as they are wanted");
            }
        }
        return false;
    }

    /** The stage's answer; null when it is no longer wanted. */
    private static <T> @Nullable T await(CompletionStage<T> stage, BooleanSupplier unwanted) {
        while (!unwanted.getAsBoolean()) {
            try {
                return stage.toCompletableFuture().get(STEP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                LOG.trace("No answer yet; waited for as long as it is wanted");
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            } catch (ExecutionException e) {
                throw KafkaFailures.problem(e);
            }
        }
        return null;
    }
}
