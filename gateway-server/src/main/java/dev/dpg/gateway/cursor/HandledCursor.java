package dev.dpg.gateway.cursor;

import dev.dpg.gateway.log.PartitionPosition;
import java.util.OptionalLong;

/**
 * What a client has handled since its token: a batch's cursor and how far into the batch it came.
 *
 * @param partition the batch's partition
 * @param nextOffset first offset that the batch does not cover
 * @param leaderEpoch leader epoch of the batch's last record, or {@link #UNKNOWN}
 * @param lastTime timestamp of the batch's last record in milliseconds since 1970, or {@link #UNKNOWN}
 * @param lastHandledOffset the last record handled; empty where the whole batch was
 */
public record HandledCursor(
        int partition, long nextOffset, int leaderEpoch, long lastTime, OptionalLong lastHandledOffset) {
    /** Stands for an epoch or time that the cursor does not know. */
    public static final int UNKNOWN = PartitionPosition.UNKNOWN;

    /** The position after what was handled. */
    PartitionPosition position() {
        long handledUpTo = lastHandledOffset.isEmpty() ? nextOffset : lastHandledOffset.getAsLong() + 1;
        return new PartitionPosition(handledUpTo, leaderEpoch, lastTime);
    }
}
