package dev.dpg.gateway.log;

/** What one read of a partition brought: a range of it, as records or as the batches that hold them. */
public sealed interface LogRange permits LogBatch, StoredBatches {
    /** Where from. */
    PartitionId partition();

    /** First offset covered. */
    long fromOffset();

    /** First offset not covered, at least {@link #fromOffset}. */
    long nextOffset();

    /** Leader epoch of the last record, or {@link PartitionPosition#UNKNOWN} without one. */
    int leaderEpoch();

    /** The partition's last stable offset as the reader knows it, at least {@link #nextOffset}. */
    long endOffset();
}
