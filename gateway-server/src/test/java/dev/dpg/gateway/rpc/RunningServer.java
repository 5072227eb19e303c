package dev.dpg.gateway.rpc;

import dev.dpg.gateway.identity.Authenticator;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A real listener on a free port with services behind it, and connections to it. */
final class RunningServer implements AutoCloseable {
    private final ExecutorService pool = Executors.newFixedThreadPool(2, task -> new Thread(task, "control"));
    private final MultiThreadIoEventLoopGroup loops;
    private final Server server;
    private final List<ManagedChannel> channels = new ArrayList<>();

    RunningServer(ListenerSettings settings, int controlCallsMax, ServerServiceDefinition... services) {
        this(Sockets.NIO, settings, controlCallsMax, services);
    }

    RunningServer(
            Sockets sockets, ListenerSettings settings, int controlCallsMax, ServerServiceDefinition... services) {
        this(sockets, settings, controlCallsMax, Authenticator.DEVELOPMENT, Optional.empty(), services);
        connect();
    }

    /** One without a connection. */
    RunningServer(
            Sockets sockets,
            ListenerSettings settings,
            int controlCallsMax,
            Authenticator authenticator,
            Optional<ServerTls> tls,
            ServerServiceDefinition... services) {
        loops = new MultiThreadIoEventLoopGroup(2, sockets.io());
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .bossEventLoopGroup(loops)
                    .workerEventLoopGroup(loops);
            server = Listener.serve(
                            tls.map(builder::sslContext).orElse(builder),
                            sockets.type(),
                            settings,
                            List.of(services),
                            new ControlCalls(pool, controlCallsMax),
                            List.of(new CallingIdentity(authenticator)),
                            new Traffic(settings, InstantSource.system()))
                    .build()
                    .start();
        } catch (IOException e) {
            pool.shutdownNow();
            close(loops);
            throw new UncheckedIOException(e);
        }
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

    /** One more connection, by TLS. */
    ManagedChannel connect(SslContext tls) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        var channel = NettyChannelBuilder.forAddress(address).sslContext(tls).build();
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
        close(loops);
    }

    private static void close(EventLoopGroup loops) {
        var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    int port() {
        return server.getPort();
    }

    /** The kinds of sockets that a gateway may have. */
    enum Sockets {
        NIO,
        EPOLL;

        private IoHandlerFactory io() {
            return this == NIO ? NioIoHandler.newFactory() : EpollIoHandler.newFactory();
        }

        private Class<? extends ServerChannel> type() {
            return this == NIO ? NioServerSocketChannel.class : EpollServerSocketChannel.class;
        }
    }
}
