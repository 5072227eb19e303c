package dev.dpg.gateway.log;

/**
 * A place in a partition: everything before it was read.
 *
 * @param nextOffset first offset not read yet
 * @param leaderEpoch leader epoch of the last record before it (KIP-320), or {@link #UNKNOWN}
 * @param lastTime timestamp of the last record before it in milliseconds since 1970, or {@link #UNKNOWN}
 */
public record PartitionPosition(long nextOffset, int leaderEpoch, long lastTime) {
    /** Stands where no record before the position was seen. */
    public static final int UNKNOWN = -1;

    /** A position of which only the offset is known. */
    public static PartitionPosition at(long nextOffset) {
        return new PartitionPosition(nextOffset, UNKNOWN, UNKNOWN);
    }
}
