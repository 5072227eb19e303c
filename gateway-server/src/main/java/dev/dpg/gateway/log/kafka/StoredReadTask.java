package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One read of history for who can do with batches as they are stored; with records where there are none to pass on. */
final class StoredReadTask<T> extends PoolTask<T> {
    private final PartitionId partition;
    private final PartitionPosition from;
    private final Function<? super LogRange, T> use;

    StoredReadTask(PartitionId partition, PartitionPosition from, Function<? super LogRange, T> use) {
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
        LogRange range = session.stored().read(partition, from, this::isAnswered);
        if (range == null) {
            range = session.read(partition, from, this::isAnswered);
        }
        if (range == null) {
            return null;
        }
        SharedBatch read = new SharedBatch(range);
        return new Done<>(read.answer(range, use), new Place(partition, range.nextOffset()), read);
    }

    @Override
    boolean mayJoin(PoolTask<?> reading) {
        return reading instanceof StoredReadTask<?> && start().equals(reading.start());
    }

    @Override
    boolean isCoveredBy(LogRange range) {
        return ReadTask.covers(range, partition, from);
    }

    @Override
    void answerFrom(SharedBatch read) {
        try {
            complete(read.answer(read.range(), use));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }
}
