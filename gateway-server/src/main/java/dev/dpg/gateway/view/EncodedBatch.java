package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.WireBuffer;
import dev.dpg.gateway.log.PartitionPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One {@code Frame} with a {@code RecordBatch}, in wire form: a small head and a small tail of its own around slices of
 * shared chunks. Encoded {@code repeated} fields concatenate, so several stored chunks go out as one message without being
 * encoded again. Immutable.
 */
public final class EncodedBatch {
    /** As a rule; it grows where a position is very far. */
    private static final int TAIL_BYTES = 64;

    private final byte[] head;
    private final List<Slice> slices;
    private final byte[] tail;
    private final int size;
    private final int recordCount;

    /**
     * Puts a batch together.
     *
     * @param partition the partition that all slices are of
     * @param slices in offset order, with at least one record in all; of chunks of one kind, {@link Chunk#isStored stored} or not
     * @param cursor the position after the last slice
     */
    public EncodedBatch(int partition, List<Slice> slices, PartitionPosition cursor) {
        this.slices = List.copyOf(slices);
        int recordBytes = 0;
        int records = 0;
        for (Slice slice : this.slices) {
            recordBytes += slice.sizeBytes();
            records += slice.recordCount();
        }
        tail = tail(partition, cursor, this.slices.get(0));
        int partitionBytes = partition == 0 ? 0 : 1 + WireBuffer.varintSize(partition);
        head = head(partition, partitionBytes + recordBytes + tail.length);
        size = head.length + recordBytes + tail.length;
        recordCount = records;
    }

    /** Bytes of the whole message. */
    public int sizeBytes() {
        return size;
    }

    /** Records in the batch. */
    public int recordCount() {
        return recordCount;
    }

    /** Writes the message. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        for (Slice slice : slices) {
            int start = slice.chunk().startOf(slice.first());
            out.write(slice.chunk().bytes(), start, slice.sizeBytes());
        }
        out.write(tail);
    }

    private static byte[] head(int partition, int batchBytes) {
        WireBuffer head = new WireBuffer(16);
        head.writeByte(WireFields.FRAME_BATCH);
        head.writeVarint(batchBytes);
        if (partition != 0) {
            head.writeByte(WireFields.BATCH_PARTITION);
            head.writeVarint(partition);
        }
        return head.copy();
    }

    private static byte[] tail(int partition, PartitionPosition cursor, Slice first) {
        WireBuffer tail = new WireBuffer(TAIL_BYTES);
        tail.writeByte(WireFields.BATCH_CURSOR);
        int length = tail.openLength();
        if (partition != 0) {
            tail.writeByte(WireFields.CURSOR_PARTITION);
            tail.writeVarint(partition);
        }
        tail.writeByte(WireFields.CURSOR_NEXT_OFFSET);
        tail.writeVarint(cursor.nextOffset());
        tail.writeByte(WireFields.CURSOR_LEADER_EPOCH);
        tail.writeVarint(cursor.leaderEpoch());
        if (cursor.lastTime() != PartitionPosition.UNKNOWN) {
            tail.writeByte(WireFields.CURSOR_LAST_TIME);
            WireTime.write(tail, cursor.lastTime());
        }
        tail.closeLength(length);
        if (first.chunk().isStored() && first.fromOffset() != 0) {
            tail.writeByte(WireFields.BATCH_FIRST_OFFSET);
            tail.writeVarint(first.fromOffset());
        }
        return tail.copy();
    }
}
