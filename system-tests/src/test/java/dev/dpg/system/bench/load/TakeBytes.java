package dev.dpg.system.bench.load;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.zip.CRC32C;

/**
 * Takes bytes as a reader of records of 1 KiB has to: each is in a checksum, and each record is copied into an array of its own.
 *
 * @param port whom it takes them from
 * @param mebibytes how much there is
 */
public record TakeBytes(int port, int mebibytes) implements Task<PassResult> {
    private static final int RECORD_BYTES = 1024;

    @Override
    public PassResult perform(Workbench bench) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SecondHopEnds.BUFFER_BYTES);
        CRC32C checksum = new CRC32C();
        long records = 0;
        long seen = 0;
        try (SocketChannel sender = SecondHopEnds.connected(port)) {
            long start = System.nanoTime();
            boolean open = true;
            while (open) {
                while (open && buffer.hasRemaining()) {
                    open = sender.read(buffer) >= 0;
                }
                buffer.flip();
                checksum.update(buffer.duplicate());
                while (buffer.remaining() >= RECORD_BYTES) {
                    byte[] record = new byte[RECORD_BYTES];
                    buffer.get(record);
                    seen += record[records % 2 == 0 ? 0 : RECORD_BYTES - 1];
                    records++;
                }
                buffer.compact();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long expected = (long) mebibytes * 1024;
            boolean whole = records == expected && checksum.getValue() != 0 && seen != Long.MIN_VALUE;
            String faults = whole ? "" : records + " of " + expected + " records came";
            return new PassResult(records, records * RECORD_BYTES, seconds, faults);
        }
    }

    @Override
    public Class<PassResult> answer() {
        return PassResult.class;
    }
}
