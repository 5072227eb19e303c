package dev.dpg.gateway.log;

import java.util.List;

/**
 * What one read of a partition brought: all committed records of the range {@code [fromOffset, nextOffset)}. Offsets of
 * the range without a record hold none (transaction markers, aborted or compacted records). May hold no record at all and
 * still move the position forward.
 *
 * @param partition where from
 * @param fromOffset first offset covered
 * @param nextOffset first offset not covered, at least {@code fromOffset}
 * @param leaderEpoch leader epoch of the last record, or {@link PartitionPosition#UNKNOWN} without one
 * @param records in offset order
 * @param endOffset the partition's last stable offset as the reader knows it, at least {@code nextOffset}
 */
public record LogBatch(
        PartitionId partition,
        long fromOffset,
        long nextOffset,
        int leaderEpoch,
        List<LogRecord> records,
        long endOffset)
        implements LogRange {
    /** The part of it that lies before an offset within it. */
    public LogBatch before(long offset) {
        int count = 0;
        while (count < records.size() && records.get(count).offset() < offset) {
            count++;
        }
        return new LogBatch(partition, fromOffset, offset, leaderEpoch, records.subList(0, count), endOffset);
    }
}
