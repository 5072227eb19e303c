package dev.dpg.client.kafka;

import com.google.protobuf.ByteString;
import dev.dpg.client.internal.stored.UndecodableBatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The head of a record batch of message format 2, checked: see
 * <a href="https://kafka.apache.org/documentation/#recordbatch">the protocol</a>.
 *
 * @param bytes the whole batch
 * @param firstOffset offset of its first record
 * @param attributes what its records are compressed with, and how their timestamps are given
 * @param firstTime what records' timestamps are counted from, in milliseconds since 1970
 * @param lastTime the latest of them
 * @param count how many records it has
 */
record StoredBatch(ByteString bytes, long firstOffset, int attributes, long firstTime, long lastTime, int count) {
    static final int HEAD_BYTES = 61;

    private static final int LENGTH_AT = 8;
    private static final int BEHIND_LENGTH = 12;
    private static final int MAGIC_AT = 16;
    private static final int CRC_AT = 17;
    private static final int ATTRIBUTES_AT = 21;
    private static final int LAST_DELTA_AT = 23;
    private static final int FIRST_TIME_AT = 27;
    private static final int LAST_TIME_AT = 35;
    private static final int COUNT_AT = 57;
    private static final int MAGIC = 2;
    private static final int COMPRESSION_MASK = 0x07;
    private static final int TIME_OF_WRITING = 0x08;
    private static final int CONTROL = 0x20;

    /** Reads and checks the head, and the checksum of all. */
    static StoredBatch of(ByteString bytes) throws UndecodableBatchException {
        ByteBuffer head = bytes.asReadOnlyByteBuffer();
        boolean whole = head.remaining() >= HEAD_BYTES
                && head.get(MAGIC_AT) == MAGIC
                && head.getInt(LENGTH_AT) == head.remaining() - BEHIND_LENGTH;
        if (!whole) {
            throw new UndecodableBatchException("it is no whole batch of message format 2");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(head.slice(ATTRIBUTES_AT, head.limit() - ATTRIBUTES_AT));
        if ((int) checksum.getValue() != head.getInt(CRC_AT)) {
            throw new UndecodableBatchException("its checksum is another one");
        }
        int attributes = head.getShort(ATTRIBUTES_AT);
        int count = head.getInt(COUNT_AT);
        if ((attributes & CONTROL) != 0 || count < 1 || count != head.getInt(LAST_DELTA_AT) + 1) {
            throw new UndecodableBatchException("it is not one of records without holes");
        }
        return new StoredBatch(
                bytes, head.getLong(0), attributes, head.getLong(FIRST_TIME_AT), head.getLong(LAST_TIME_AT), count);
    }

    /**
     * Its records, one after the other, as they were before they were compressed.
     *
     * @param bytesMax more than so many bytes are not inflated
     */
    Inflated inflate(int bytesMax) throws IOException, UndecodableBatchException {
        return Inflated.of(bytes.substring(HEAD_BYTES), attributes & COMPRESSION_MASK, bytesMax);
    }

    /** The timestamp of a record, in milliseconds since 1970. */
    long time(long delta) {
        return (attributes & TIME_OF_WRITING) != 0 ? lastTime : firstTime + delta;
    }
}
