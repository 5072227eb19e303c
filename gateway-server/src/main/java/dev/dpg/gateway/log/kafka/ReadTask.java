package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One read of history. */
final class ReadTask<T> extends PoolTask<T> {
    private final PartitionId partition;
    private final PartitionPosition from;
    private final Function<? super LogBatch, T> use;

    ReadTask(PartitionId partition, PartitionPosition from, Function<? super LogBatch, T> use) {
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
        return new Done<>(read.answer(batch, use), new Place(partition, batch.nextOffset()), read);
    }

    @Override
    boolean mayJoin(PoolTask<?> reading) {
        return !(reading instanceof StoredReadTask<?>) && start().equals(reading.start());
    }

    @Override
    boolean isCoveredBy(LogRange range) {
        return range instanceof LogBatch && covers(range, partition, from);
    }

    /**
     * Whether a range answers a read from a position. A position whose epoch is another one than the range ends with is not
     * taken for covered: Kafka has to compare it with the log's branches first (KIP-320). With the same epoch it lies on the
     * range's own branch.
     */
    static boolean covers(LogRange range, PartitionId partition, PartitionPosition from) {
        boolean sameBranch =
                from.leaderEpoch() == PartitionPosition.UNKNOWN || from.leaderEpoch() == range.leaderEpoch();
        return sameBranch
                && partition.equals(range.partition())
                && from.nextOffset() >= range.fromOffset()
                && from.nextOffset() < range.nextOffset();
    }

    @Override
    void answerFrom(SharedBatch read) {
        if (read.range() instanceof LogBatch batch) {
            try {
                complete(read.answer(batch, use));
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }
    }
}
