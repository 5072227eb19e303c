package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.PartitionTail;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.telemetry.LogKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition that is followed, and how far. The position and the listener belong to the thread of its
 * {@link TailReader}; only {@link #close} may be called from elsewhere.
 */
final class Followed implements PartitionTail.Following {
    private static final Logger LOG = LoggerFactory.getLogger(Followed.class);
    private static final int FRAMES_LOGGED = 12;

    private final PartitionId partition;
    private final TopicPartition key;
    private final PartitionTail.Listener listener;
    private final Consumer<Followed> onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private OffsetAndMetadata next;

    /** @param onEnd called once, on whatever thread ends it, when it is closed or has failed */
    Followed(PartitionId partition, PartitionPosition from, PartitionTail.Listener listener, Consumer<Followed> onEnd) {
        this.partition = partition;
        this.key = KafkaPositions.toKafka(partition);
        this.listener = listener;
        this.onEnd = onEnd;
        this.next = KafkaPositions.toKafka(from);
    }

    PartitionId partition() {
        return partition;
    }

    /** Kafka's name for the partition; another incarnation of the topic has the same. */
    TopicPartition key() {
        return key;
    }

    /** Where to go on reading. */
    OffsetAndMetadata next() {
        return next;
    }

    boolean isEnded() {
        return ended.get();
    }

    /**
     * Hands a batch over and moves on.
     *
     * @param after where the batch ends
     * @return false if the listener failed; it has been told and gets nothing more
     */
    boolean deliver(LogBatch batch, OffsetAndMetadata after) {
        try {
            listener.batch(batch);
        } catch (RuntimeException e) {
            logFailure(e);
            fail(LogProblems.internal());
            return false;
        }
        // A range without a record carries no epoch; what was known before it still holds.
        next = new OffsetAndMetadata(after.offset(), after.leaderEpoch().or(next::leaderEpoch), "");
        return true;
    }

    /** Whatever was read together has been handed over. Answers for how long the listener needs no more. */
    Duration readEnds() {
        if (isEnded()) {
            return Duration.ZERO;
        }
        try {
            return listener.readEnds();
        } catch (RuntimeException e) {
            logFailure(e);
            fail(LogProblems.internal());
            return Duration.ZERO;
        }
    }

    /** Ends it and says why, unless it was closed before. */
    void fail(Problem problem) {
        if (!end()) {
            return;
        }
        try {
            listener.failed(problem);
        } catch (RuntimeException e) {
            logFailure(e);
        }
    }

    @Override
    public void close() {
        end();
    }

    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        onEnd.accept(this);
        return true;
    }

    /** Frames only: the text of an exception may quote a record. */
    private void logFailure(RuntimeException failure) {
        LOG.atError()
                .addKeyValue(LogKeys.PARTITION, partition.partition())
                .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                .log(
                        "A listener failed; its partition is no longer followed. It failed at {}",
                        Arrays.stream(failure.getStackTrace())
                                .limit(FRAMES_LOGGED)
                                .toList());
    }
}
