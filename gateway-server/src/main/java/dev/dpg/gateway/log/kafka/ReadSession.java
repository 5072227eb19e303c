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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
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
    private final Standpoints standpoints = new Standpoints();
    /** What polls brought of partitions that were not asked for then; each begins where the reader stands. */
    private final Map<TopicPartition, LogBatch> kept = new HashMap<>();

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
     * <p>A read that goes on where an earlier one ended uses what was fetched ahead: polls fetch for all partitions that the
     * reader {@linkplain Standpoints stands} in. Nothing is answered, not even that the end is reached, before the topic is
     * known to be the one that is meant: see {@link CheckedConsumer}.
     */
    @Nullable
    LogBatch read(PartitionId partition, PartitionPosition from, BooleanSupplier unwanted) {
        TopicPartition key = KafkaPositions.toKafka(partition);
        boolean goesOn = standpoints.leave(new PoolTask.Place(partition, from.nextOffset()));
        LogBatch batch = kept.remove(key);
        if (!goesOn) {
            batch = null;
            seek(partition, from);
        }
        while (batch == null && !unwanted.getAsBoolean()) {
            batch = tryRead(partition, key, from, unwanted);
        }
        if (batch != null) {
            standpoints.stand(new PoolTask.Place(partition, batch.nextOffset()), goesOn);
        }
        return batch;
    }

    /**
     * Which positions lie on a branch that was cut off, with the offsets where the branches part (KIP-320); null when the
     * answer is no longer wanted. Kafka's consumer is asked because nothing else speaks OffsetsForLeaderEpoch.
     */
    @Nullable
    Map<Integer, Long> diverging(
            TopicDescription topic, Map<Integer, PartitionPosition> positions, BooleanSupplier unwanted) {
        standpoints.giveUpAll();
        kept.clear();
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
            ConsumerRecords<ByteBuffer, ByteBuffer> polled = poll(key);
            OffsetAndMetadata next = polled.nextOffsets().get(key);
            keepOthers(key, polled);
            if (next != null && next.offset() > from.nextOffset() && isOf(partition, unwanted)) {
                long lag = consumer.currentLag(key).orElse(0);
                return batches.of(partition, from.nextOffset(), next, polled.records(key), lag);
            }
            if (next != null && next.offset() > from.nextOffset()) {
                return null;
            }
            if (next == null && !polled.nextOffsets().isEmpty()) {
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
            if (!e.partitions().contains(key)) {
                giveUp(e.partitions());
                return null;
            }
            throwIfLost(partition, from, LostPositions.divergence(e, key), unwanted);
            seek(partition, from);
        } catch (TimeoutException e) {
            LOG.trace("No end yet; tried again as long as the answer is wanted");
        }
        return null;
    }

    /**
     * Polls, for a partition and for all others that the reader stands in and is likely to be asked for, as long as nothing of
     * them is kept already. A failure that may be another partition's is not this one's: it is polled for alone then.
     */
    private ConsumerRecords<ByteBuffer, ByteBuffer> poll(TopicPartition key) {
        Set<TopicPartition> assigned = new HashSet<>(standpoints.all().keySet());
        assigned.add(key);
        kept.keySet().retainAll(assigned);
        if (!consumer.assignment().equals(assigned)) {
            consumer.assign(assigned);
        }
        Set<TopicPartition> resting = new HashSet<>(kept.keySet());
        standpoints.all().forEach((partition, point) -> {
            if (!point.goesOn()) {
                resting.add(partition);
            }
        });
        assigned.removeAll(resting);
        consumer.pause(resting);
        consumer.resume(assigned);
        try {
            return consumer.poll(POLL_TIMEOUT);
        } catch (OffsetOutOfRangeException | InterruptException | WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            if (standpoints.size() == 0) {
                throw e;
            }
            giveUp(Set.copyOf(standpoints.all().keySet()));
            return ConsumerRecords.empty();
        }
    }

    /** Keeps what a poll brought of other partitions, where it is known to be of the topic that is meant. */
    private void keepOthers(TopicPartition key, ConsumerRecords<ByteBuffer, ByteBuffer> polled) {
        if (polled.nextOffsets().isEmpty() || polled.nextOffsets().keySet().equals(Set.of(key))) {
            return;
        }
        Map<TopicPartition, LogBatch> brought = new HashMap<>();
        standpoints.all().forEach((other, point) -> {
            OffsetAndMetadata next = polled.nextOffsets().get(other);
            long from = point.place().nextOffset();
            if (next != null && next.offset() > from) {
                PartitionId partition = point.place().partition();
                long lag = consumer.currentLag(other).orElse(0);
                brought.put(other, batches.of(partition, from, next, polled.records(other), lag));
            }
        });
        brought.forEach((other, batch) -> {
            if (isKnown(batch.partition())) {
                kept.put(other, batch);
            } else {
                giveUp(Set.of(other));
            }
        });
    }

    /** Whether what was polled is known to be of the topic that is meant, as far as that is known without waiting. */
    private boolean isKnown(PartitionId partition) {
        return checked.knows(partition.topic())
                && LogProblems.ofIncarnation(partition, checked.topicId(partition.topic()))
                        .isEmpty();
    }

    /** So that what is known of the topic is known of this one. */
    private void giveUpOtherIncarnations(PartitionId partition) {
        Set<TopicPartition> others = new HashSet<>();
        standpoints.all().forEach((other, point) -> {
            boolean sameTopic = other.topic().equals(partition.topic());
            if (sameTopic && !point.place().partition().topicId().equals(partition.topicId())) {
                others.add(other);
            }
        });
        giveUp(others);
    }

    private void giveUp(Set<TopicPartition> partitions) {
        standpoints.giveUp(partitions);
        kept.keySet().removeAll(partitions);
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

    private void seek(PartitionId partition, PartitionPosition from) {
        TopicPartition key = KafkaPositions.toKafka(partition);
        giveUpOtherIncarnations(partition);
        // Through an assignment without it, so that nothing fetched for another incarnation is taken for this one's.
        Set<TopicPartition> assigned = new HashSet<>(standpoints.all().keySet());
        checked.retain(assigned.stream().map(TopicPartition::topic).toList());
        consumer.assign(assigned);
        assigned.add(key);
        consumer.assign(assigned);
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
