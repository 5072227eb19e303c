package dev.dpg.gateway.rpc;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real listener on a free port with services behind it, and connections to it. */
final class RunningServer implements AutoCloseable {
    private final ExecutorService pool = Executors.newFixedThreadPool(2, task -> new Thread(task, "control"));
    private final Server server;
    private final List<ManagedChannel> channels = new ArrayList<>();

    RunningServer(ListenerSettings settings, int controlCallsMax, ServerServiceDefinition... services) {
        try {
            server = Listener.serve(
                            NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                            settings,
                            List.of(services),
                            new ControlCalls(pool, controlCallsMax),
                            InstantSource.system())
                    .build()
                    .start();
        } catch (IOException e) {
            pool.shutdownNow();
            throw new UncheckedIOException(e);
        }
        connect();
    }

    /** The first connection. */
    ManagedChannel channel() {
        return channels.get(0);
    }

    /** One more connection. */
    ManagedChannel connect() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        var channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
        channels.add(channel);
        return channel;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.shutdownNow();
        try {
            server.awaitTermination(); // calls that end still need the pool
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
    }
}
