package dev.dpg.system.bench.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/** Connections of those who only pass bytes on. */
final class SecondHopEnds {
    static final int BUFFER_BYTES = 1024 * 1024;

    private static final long NAP_NANOS = 1_000_000;

    private SecondHopEnds() {}

    /** Waits for one connection. */
    static SocketChannel accepted(int port) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(address(port));
            return server.accept();
        }
    }

    /** Connects as soon as somebody listens. */
    static SocketChannel connected(int port) throws IOException {
        Deadline deadline = Deadline.ofPass();
        while (true) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            try {
                channel.connect(address(port));
                return channel;
            } catch (ConnectException notYet) {
                channel.close();
                if (!deadline.isAhead()) {
                    throw notYet;
                }
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
