package dev.dpg.client.internal.resume;

import dev.dpg.v1.Gap;
import dev.dpg.v1.RecordBatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch, or a gap, that was received and is not yet wholly handled. One thread at a time handles its records, in order, and says so
 * with {@link #handled}; any thread may ask how far it got.
 */
public final class HeldBatch {
    /** Smaller than any offset: no record of the batch was handled. */
    static final long NOTHING = -1;

    private final long number;
    private final RecordBatch batch;
    private final @Nullable Gap gap;
    private volatile long lastHandledOffset = NOTHING;

    HeldBatch(long number, RecordBatch batch) {
        this.number = number;
        this.batch = batch;
        this.gap = null;
    }

    HeldBatch(long number, Gap gap) {
        this.number = number;
        this.batch = RecordBatch.newBuilder().setPartition(gap.getPartition()).build();
        this.gap = gap;
    }

    /** Present where offsets were left out: what is to be told at this place, instead of records. */
    public Optional<Gap> gap() {
        return Optional.ofNullable(gap);
    }

    /** The records, and the cursor after them. */
    public RecordBatch batch() {
        return batch;
    }

    /** The partition that all records come from. */
    public int partition() {
        return batch.getPartition();
    }

    /** Every record up to and including this offset was handled. */
    public void handled(long offset) {
        lastHandledOffset = offset;
    }

    /** Place in the order of receiving, over all partitions, counted from 0. */
    long number() {
        return number;
    }

    long lastHandledOffset() {
        return lastHandledOffset;
    }
}
