package dev.dpg.client.kafka;

import dev.dpg.client.internal.stored.UndecodableBatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/**
 * Snappy in the frames that Java's producers put around it: a head of 16 bytes, then chunks with their length in front; without
 * that head all is one chunk. Not by the library's stream, which makes room for whatever a chunk says it needs.
 */
final class SnappyChunks {
    /** 0x82 "SNAPPY" 0x00. */
    private static final long MAGIC = 0x82534E4150505900L;

    private static final int HEAD_BYTES = 16;

    private SnappyChunks() {}

    static Inflated inflate(byte[] stored, int bytesMax) throws IOException, UndecodableBatchException {
        ByteBuffer chunks = ByteBuffer.wrap(stored);
        if (stored.length < HEAD_BYTES || chunks.getLong(0) != MAGIC) {
            return together(stored, new int[] {0}, new int[] {stored.length}, 1, bytesMax);
        }
        int[] starts = new int[8];
        int[] lengths = new int[8];
        int count = 0;
        int at = HEAD_BYTES;
        while (at < stored.length) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            int length = chunks.getInt(at);
            starts[count] = at + Integer.BYTES;
            if (length < 0 || length > stored.length - starts[count]) {
                throw new UndecodableBatchException("its chunks are damaged");
            }
            lengths[count] = length;
            at = starts[count] + length;
            count++;
        }
        return together(stored, starts, lengths, count, bytesMax);
    }

    private static Inflated together(byte[] stored, int[] starts, int[] lengths, int count, int bytesMax)
            throws IOException, UndecodableBatchException {
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += Snappy.uncompressedLength(stored, starts[i], lengths[i]);
            Inflated.requireRoom(size, bytesMax);
        }
        byte[] bytes = new byte[Math.toIntExact(size)];
        int end = 0;
        for (int i = 0; i < count; i++) {
            end += Snappy.uncompress(stored, starts[i], lengths[i], bytes, end);
        }
        return new Inflated(bytes, 0, end);
    }
}
