package dev.dpg.system.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * Sends bytes to who connects, from the page cache by {@code sendfile}, as a broker does.
 *
 * @param port where it listens
 * @param mebibytes how much; a multiple of the file's size
 */
public record SendBytes(int port, int mebibytes) implements Task<Done> {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int FILE_MEBIBYTES = 128;

    @Override
    public Done perform(Workbench bench) throws Exception {
        Path file =
                bench.keep("bytes to send", Content.class, SendBytes::content).file();
        try (SocketChannel reader = SecondHopEnds.accepted(port);
                FileChannel bytes = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int sent = 0; sent < mebibytes; sent += FILE_MEBIBYTES) {
                long at = 0;
                while (at < bytes.size()) {
                    at += bytes.transferTo(at, Math.min(MEBIBYTE, bytes.size() - at), reader);
                }
            }
        }
        return new Done(mebibytes);
    }

    /** A file that is deleted with whoever keeps it. */
    private record Content(Path file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    private static Content content() {
        try {
            Path file = Files.createTempFile("dpg-bench-", ".bytes");
            file.toFile().deleteOnExit();
            byte[] block = new byte[MEBIBYTE];
            new Random(1).nextBytes(block);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (int i = 0; i < FILE_MEBIBYTES; i++) {
                    var unused = channel.write(ByteBuffer.wrap(block));
                }
            }
            return new Content(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
