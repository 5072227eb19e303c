package dev.dpg.gateway.view;

import dev.dpg.gateway.log.PartitionPosition;

/**
 * A run of records of one chunk, shared by reference.
 *
 * @param chunk where the records are
 * @param first index of the first record
 * @param end index after the last record; equal to {@code first} for a run without records
 * @param nextOffset first offset that a reader of this run has not read
 */
public record Slice(Chunk chunk, int first, int end, long nextOffset) {
    /** Records in the run. */
    public int recordCount() {
        return end - first;
    }

    /** Bytes of the run. */
    public int sizeBytes() {
        return end == first ? 0 : chunk.endOf(end - 1) - chunk.startOf(first);
    }

    /** Where a reader stands after this run, having stood at {@code before}. */
    public PartitionPosition positionAfter(PartitionPosition before) {
        return end == first
                ? new PartitionPosition(nextOffset, before.leaderEpoch(), before.lastTime())
                : new PartitionPosition(nextOffset, chunk.leaderEpoch(), chunk.timeOf(end - 1));
    }
}
