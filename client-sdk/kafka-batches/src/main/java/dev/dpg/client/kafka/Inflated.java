package dev.dpg.client.kafka;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.google.protobuf.ByteString;
import dev.dpg.client.internal.stored.UndecodableBatchException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;

/**
 * Bytes that are not compressed any more.
 *
 * @param bytes holds them; not changed any more
 * @param start where they begin
 * @param end where they end
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within a decoding, never compared
record Inflated(byte[] bytes, int start, int end) {
    private static final int NONE = 0;
    private static final int GZIP = 1;
    private static final int SNAPPY = 2;
    private static final int LZ4 = 3;
    private static final int ZSTD = 4;

    private static final int GZIP_BUFFER_BYTES = 16 * 1024;

    /** What records commonly inflate to. */
    private static final int RATIO = 4;

    private static final int ROOM_MIN = 4 * 1024;

    static Inflated of(ByteString stored, int compression, int bytesMax) throws IOException, UndecodableBatchException {
        if (compression == NONE) {
            byte[] bytes = stored.toByteArray();
            return new Inflated(bytes, 0, bytes.length);
        }
        if (compression == SNAPPY) {
            return SnappyChunks.inflate(stored.toByteArray(), bytesMax);
        }
        try (InputStream in = open(stored.newInput(), compression)) {
            return read(in, stored.size(), bytesMax);
        }
    }

    private static InputStream open(InputStream stored, int compression) throws IOException, UndecodableBatchException {
        return switch (compression) {
            case GZIP -> new GZIPInputStream(stored, GZIP_BUFFER_BYTES);
            case LZ4 -> new LZ4FrameInputStream(stored);
            case ZSTD -> new ZstdInputStreamNoFinalizer(stored, RecyclingBufferPool.INSTANCE);
            default -> throw new UndecodableBatchException("it is compressed in a way that is not known here");
        };
    }

    private static Inflated read(InputStream in, int storedBytes, int bytesMax)
            throws IOException, UndecodableBatchException {
        byte[] bytes = new byte[(int) Math.min(bytesMax + 1L, Math.max(ROOM_MIN, (long) RATIO * storedBytes))];
        int end = 0;
        for (int more = in.read(bytes, end, bytes.length - end);
                more >= 0;
                more = in.read(bytes, end, bytes.length - end)) {
            end += more;
            requireRoom(end, bytesMax);
            if (end == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(bytesMax + 1L, 2L * bytes.length));
            }
        }
        return new Inflated(bytes, 0, end);
    }

    static void requireRoom(long bytes, int bytesMax) throws UndecodableBatchException {
        if (bytes > bytesMax) {
            throw new UndecodableBatchException("it inflates to more than " + bytesMax + " bytes");
        }
    }
}
