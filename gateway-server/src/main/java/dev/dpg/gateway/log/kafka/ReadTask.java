package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One read of history. */
final class ReadTask<T> extends PoolTask<T> {
    private final PartitionId partition;
    private final PartitionPosition from;
    private final Function<LogBatch, T> use;

    ReadTask(PartitionId partition, PartitionPosition from, Function<LogBatch, T> use) {
        this.partition = partition;
        this.from = from;
        this.use = use;
    }

    @Override
    Place start() {
        return new Place(partition, from.nextOffset());
    }

    @Override
    @Nullable
    Done<T> work(ReadSession session) {
        LogBatch batch = session.read(partition, from, this::isAnswered);
        if (batch == null) {
            return null;
        }
        SharedBatch read = new SharedBatch(batch);
        return new Done<>(read.answer(use), new Place(partition, batch.nextOffset()), read);
    }

    /**
     * A position whose epoch is another one than the batch ends with is not taken for covered: Kafka has to compare it with
     * the log's branches first (KIP-320). With the same epoch it lies on the batch's own branch.
     */
    @Override
    boolean isCoveredBy(LogBatch batch) {
        boolean sameBranch =
                from.leaderEpoch() == PartitionPosition.UNKNOWN || from.leaderEpoch() == batch.leaderEpoch();
        return sameBranch
                && partition.equals(batch.partition())
                && from.nextOffset() >= batch.fromOffset()
                && from.nextOffset() < batch.nextOffset();
    }

    @Override
    void answerFrom(SharedBatch read) {
        try {
            complete(read.answer(use));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }
}
