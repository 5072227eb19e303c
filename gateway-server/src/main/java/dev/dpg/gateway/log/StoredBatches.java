package dev.dpg.gateway.log;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What one read of a partition brought, as batches that are byte by byte those of the log: all committed records of the range
 * {@code [fromOffset, nextOffset)} are in them. Offsets of the range without a batch hold no record. May hold no batch at all
 * and still move the position forward.
 *
 * @param partition where from
 * @param fromOffset first offset covered; the first batch may begin before it
 * @param nextOffset first offset not covered, the one behind a whole batch; at least {@code fromOffset}
 * @param leaderEpoch leader epoch of the last batch, or {@link PartitionPosition#UNKNOWN} without one
 * @param batches in offset order
 * @param endOffset the partition's last stable offset as the reader knows it, at least {@code nextOffset}
 */
public record StoredBatches(
        PartitionId partition,
        long fromOffset,
        long nextOffset,
        int leaderEpoch,
        List<StoredBatch> batches,
        long endOffset)
        implements LogRange {
    public StoredBatches {
        batches = List.copyOf(batches);
    }

    /**
     * One batch, of Kafka's message format 2 (see {@code docs/decisions/0021}), with a record for each offset from its first to
     * its last, and none but those.
     *
     * @param firstOffset offset of its first record
     * @param lastOffset offset of its last record
     * @param leaderEpoch leader epoch of its records
     * @param lastTime the latest timestamp of its records, in milliseconds since 1970
     * @param bytes read-only, valid only during the call that hands it over; position to limit is the content. Readers must
     *     not move it (use absolute reads or duplicates)
     */
    public record StoredBatch(long firstOffset, long lastOffset, int leaderEpoch, long lastTime, ByteBuffer bytes) {}
}
