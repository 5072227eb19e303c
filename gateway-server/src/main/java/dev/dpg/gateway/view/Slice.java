package dev.dpg.gateway.view;

import dev.dpg.gateway.log.PartitionPosition;
import java.util.List;

/**
 * A run of records of one chunk, shared by reference.
 *
 * @param chunk where the records are
 * @param first index of the first entry
 * @param end index after the last entry; equal to {@code first} for a run without records
 * @param fromOffset the offset that the run begins with
 * @param nextOffset first offset that a reader of this run has not read
 */
public record Slice(Chunk chunk, int first, int end, long fromOffset, long nextOffset) {
    /** Records in the run. */
    public int recordCount() {
        return chunk.recordsIn(first, end, fromOffset, nextOffset);
    }

    /** Bytes of the run. */
    public int sizeBytes() {
        return end == first ? 0 : chunk.endOf(end - 1) - chunk.startOf(first);
    }

    /** Records that were looked at to make the run: those in it, and those left out. */
    public long scannedCount() {
        return recordCount() + chunk.leftOut(fromOffset, nextOffset);
    }

    /** Records left out because the filter failed on them. */
    public long failedCount() {
        return chunk.failed(fromOffset, nextOffset);
    }

    /** Records that the run covers and nobody who reads it may know of. Not for readers. */
    public long withheldCount() {
        return chunk.withheld(fromOffset, nextOffset);
    }

    /** Records of the run that are given without what could not be read of them. */
    public long unreadableCount() {
        return chunk.unreadable(fromOffset, nextOffset);
    }

    /** The traces that some of its records belong to, as {@code traceparent} says; few. */
    public List<String> traceParents() {
        return chunk.traceParents(first, end);
    }

    /**
     * Where a reader stands after this run, having stood at {@code before}. The leader epoch is that of the last record looked
     * at, wanted or not, withheld ones included: the log compares it with the offset. The time is not that of one withheld.
     */
    public PartitionPosition positionAfter(PartitionPosition before) {
        if (scannedCount() == 0) {
            int epoch = withheldCount() == 0 ? before.leaderEpoch() : chunk.leaderEpoch();
            return new PartitionPosition(nextOffset, epoch, before.lastTime());
        }
        if (nextOffset == chunk.nextOffset()) {
            return new PartitionPosition(nextOffset, chunk.leaderEpoch(), chunk.lastTime());
        }
        return new PartitionPosition(
                nextOffset, chunk.leaderEpoch(), end == first ? before.lastTime() : chunk.timeOf(end - 1));
    }
}
