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
        return batch == null ? null : new Done<>(use.apply(batch), new Place(partition, batch.nextOffset()));
    }
}
