package dev.dpg.gateway.log.memory;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription.OffsetRange;
import dev.dpg.gateway.log.TopicSight.PartitionSight;
import dev.dpg.gateway.log.TopicSight.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One partition. Not thread-safe: guarded by its {@link MemoryLog}. */
final class MemoryPartition {
    /** Of what one batch holds at most, as a real consumer bounds it. */
    private static final int BATCH_RECORDS_MAX = 500;

    private record Stored(LogRecord record, int epoch) {}

    private final NavigableMap<Long, Stored> records = new TreeMap<>();
    private final NavigableMap<Integer, Long> epochStarts = new TreeMap<>(Map.of(0, 0L));
    private long earliest;
    private long end;
    private @Nullable Standing standing;

    OffsetRange range() {
        return new OffsetRange(earliest, readableEnd());
    }

    /** The offset that the next record gets. */
    long end() {
        return end;
    }

    private long readableEnd() {
        return standing != null && standing.cause() == Standing.Cause.OPEN_TRANSACTION ? standing.offset() : end;
    }

    /** Stands still from here on for a cause, or no longer. */
    void stand(Standing.@Nullable Cause cause, Instant now) {
        standing = cause == null ? null : new Standing(cause, now, cause == Standing.Cause.NO_LEADER ? earliest : end);
    }

    boolean hasLeader() {
        return standing == null || standing.cause() != Standing.Cause.NO_LEADER;
    }

    PartitionSight sight() {
        return new PartitionSight(earliest, 0, Optional.ofNullable(standing));
    }

    /** Adds a record made for its offset. */
    long append(LongFunction<LogRecord> record) {
        records.put(end, new Stored(record.apply(end), epoch()));
        return end++;
    }

    /** Moves the end over offsets that hold no record. */
    void skip(long count) {
        end += count;
    }

    void expire(long before) {
        records.headMap(before).clear();
        earliest = Math.max(earliest, before);
        end = Math.max(end, before);
    }

    /** Cuts off what follows an offset and starts a new leader epoch there, as an unclean election does. */
    void truncate(long to) {
        int next = epoch() + 1;
        records.tailMap(to).clear();
        end = Math.min(end, to);
        epochStarts.values().removeIf(start -> start >= to);
        epochStarts.put(next, end);
    }

    /** Starts a new leader epoch without losing anything, as a clean election does. */
    void elect() {
        epochStarts.put(epoch() + 1, end);
    }

    long offsetAt(long time) {
        return records.values().stream()
                .filter(stored -> stored.record().timestamp() >= time)
                .map(stored -> stored.record().offset())
                .findFirst()
                .orElse(end);
    }

    /** Where the position's branch parts from this log (KIP-320); empty if the position lies on it. */
    OptionalLong divergence(PartitionPosition position) {
        if (position.leaderEpoch() == PartitionPosition.UNKNOWN) {
            return OptionalLong.empty();
        }
        Map.Entry<Integer, Long> following = epochStarts.higherEntry(position.leaderEpoch());
        boolean neverSeen = position.leaderEpoch() > epoch();
        long branchEnd = following == null ? end : following.getValue();
        return neverSeen || position.nextOffset() > branchEnd ? OptionalLong.of(branchEnd) : OptionalLong.empty();
    }

    LogBatch read(PartitionId id, long from) {
        List<LogRecord> batch = new ArrayList<>();
        int epoch = PartitionPosition.UNKNOWN;
        long next = readableEnd();
        for (Stored stored : records.tailMap(from).headMap(next).values()) {
            if (batch.size() == BATCH_RECORDS_MAX) {
                next = stored.record().offset();
                break;
            }
            batch.add(stored.record());
            epoch = stored.epoch();
        }
        return new LogBatch(id, from, next, epoch, List.copyOf(batch), readableEnd());
    }

    private int epoch() {
        return epochStarts.lastKey();
    }
}
