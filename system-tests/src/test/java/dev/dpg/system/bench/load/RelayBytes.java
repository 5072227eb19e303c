package dev.dpg.system.bench.load;

import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Passes bytes on and looks at none: the least that a process between a broker and a reader can do.
 *
 * @param port where it listens
 * @param senderPort whom it takes them from
 */
public record RelayBytes(int port, int senderPort) implements Task<Done> {
    private static final int BUFFER_BYTES = 256 * 1024;

    @Override
    public Done perform(Workbench bench) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long passed = 0;
        try (SocketChannel reader = SecondHopEnds.accepted(port);
                SocketChannel sender = SecondHopEnds.connected(senderPort)) {
            reader.setOption(StandardSocketOptions.TCP_NODELAY, true);
            while (sender.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    passed += reader.write(buffer);
                }
                buffer.clear();
            }
        }
        return new Done(passed);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
