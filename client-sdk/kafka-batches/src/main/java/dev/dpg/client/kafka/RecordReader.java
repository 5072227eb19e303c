package dev.dpg.client.kafka;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import dev.dpg.client.internal.stored.UndecodableBatchException;
import dev.dpg.v1.DecodeError;
import dev.dpg.v1.Header;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one batch, each as the gateway would give it with ENCODING_RAW. Keys and values are not copied: a record
 * that is kept keeps the inflated batch it came in. Not thread-safe.
 */
final class RecordReader {
    private static final long NO_TIME = -1;
    private static final int MILLIS = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int ABSENT = -1;
    private static final int VARINT_BITS_MAX = 63;

    /** What is copied at most, so that a small record does not keep something large. */
    private static final int KEPT_BYTES_MAX = 1024 * 1024;

    private final StoredBatch batch;
    private final byte[] bytes;
    private final int end;
    private final boolean copies;
    private final int recordBytesMax;
    private int at;
    private int index;
    private long lastTime = NO_TIME;
    private Timestamp timestamp = Timestamp.getDefaultInstance();

    RecordReader(StoredBatch batch, Inflated records, int recordBytesMax) {
        this.batch = batch;
        this.bytes = records.bytes();
        this.end = records.end();
        this.copies = bytes.length > KEPT_BYTES_MAX;
        this.at = records.start();
        this.recordBytesMax = recordBytesMax;
    }

    /** Reads the next record, and adds it if its offset lies in a range. */
    void next(long from, long to, RecordBatch.Builder decoded) throws UndecodableBatchException {
        int length = length();
        int recordEnd = at + length;
        if (length == ABSENT || recordEnd > end) {
            throw damaged();
        }
        long offset = batch.firstOffset() + index;
        if (offset >= from && offset < to) {
            decoded.addRecords(read(offset));
            if (at != recordEnd) {
                throw damaged();
            }
        }
        at = recordEnd;
        index++;
    }

    /** There must be no more. */
    void requireEnd() throws UndecodableBatchException {
        if (at != end) {
            throw damaged();
        }
    }

    private Record read(long offset) throws UndecodableBatchException {
        at++; // Attributes: none are in use.
        long time = batch.time(signed());
        if (signed() != index) {
            throw damaged();
        }
        Record.Builder record = Record.newBuilder().setOffset(offset);
        if (time != NO_TIME) {
            record.setTime(timestamp(time));
        }
        ByteString key = content();
        ByteString value = content();
        if (key != null) {
            record.setRawKey(key);
        }
        if (value == null) {
            record.setTombstone(true);
        } else {
            record.setRaw(value);
        }
        int size = size(key) + size(value) + readHeaders(record);
        return size > recordBytesMax ? tooLarge(record, size) : record.build();
    }

    /** Adds the headers, and answers their size. */
    private int readHeaders(Record.Builder record) throws UndecodableBatchException {
        int size = 0;
        long count = signed();
        for (long i = 0; i < count; i++) {
            ByteString name = content();
            if (name == null) {
                throw damaged();
            }
            String key = name.toString(StandardCharsets.UTF_8);
            ByteString value = content();
            Header.Builder header = Header.newBuilder().setKey(key);
            if (value != null) {
                header.setValue(value);
            }
            record.addHeaders(header);
            size += key.length() + size(value);
        }
        return size;
    }

    private Record tooLarge(Record.Builder record, int size) {
        return record.clearRawKey()
                .clearRaw()
                .clearHeaders()
                .setDecodeError(DecodeError.newBuilder()
                        .setReason(DecodeError.Reason.REASON_TOO_LARGE)
                        .setMessage("key, value and headers have " + size + " bytes; at most " + recordBytesMax
                                + " are given"))
                .build();
    }

    private Timestamp timestamp(long time) {
        if (time != lastTime) {
            lastTime = time;
            timestamp = Timestamp.newBuilder()
                    .setSeconds(Math.floorDiv(time, MILLIS))
                    .setNanos(Math.floorMod(time, MILLIS) * NANOS_PER_MILLI)
                    .build();
        }
        return timestamp;
    }

    /** Bytes with their length in front; null where they are absent. */
    private @Nullable ByteString content() throws UndecodableBatchException {
        int length = length();
        if (length == ABSENT) {
            return null;
        }
        int start = at;
        at += length;
        return copies
                ? ByteString.copyFrom(bytes, start, length)
                : UnsafeByteOperations.unsafeWrap(bytes, start, length);
    }

    /** A length within what is left, or {@link #ABSENT}. */
    private int length() throws UndecodableBatchException {
        long length = signed();
        if (length < ABSENT || length > end - at) {
            throw damaged();
        }
        return (int) length;
    }

    /** A number in groups of seven bits, the lowest first, its sign in the lowest bit. */
    private long signed() throws UndecodableBatchException {
        long zigzag = 0;
        for (int shift = 0; shift <= VARINT_BITS_MAX && at < end; shift += 7) {
            byte next = bytes[at++];
            zigzag |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw damaged();
    }

    private static int size(@Nullable ByteString content) {
        return content == null ? 0 : content.size();
    }

    private static UndecodableBatchException damaged() {
        return new UndecodableBatchException("its records are damaged");
    }
}
