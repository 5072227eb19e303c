package dev.dpg.client.internal.connect;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * All connections of a client, with the threads that carry their bytes, {@code dpg-network-…}, at most two. The threads are
 * its own, not gRPC's shared ones, so that they are gone when the client is closed: those live on for a second, and hold up a
 * process that ends meanwhile.
 */
public final class GatewayPool implements AutoCloseable {
    private static final Duration CHANNEL_CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration THREAD_CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final int THREADS_MAX = 2;

    /** Started as connections come: a client with one connection has one. */
    private final EventLoopGroup network;

    private final LeavingGateways leaving = new LeavingGateways(System::nanoTime);
    private final ManagedChannel channel;

    /**
     * Connects when it is first used.
     *
     * @param addresses hosts and ports, {@code [::1]:7443} for IPv6; at least one
     * @param settings how connections are kept
     * @param encryption of connections
     * @param executor runs callbacks and name look-ups
     * @param threads makes the threads that carry bytes
     * @throws IllegalArgumentException where addresses and encryption do not fit, or a file of TLS cannot be read
     */
    public GatewayPool(
            List<String> addresses,
            PoolSettings settings,
            Encryption encryption,
            Executor executor,
            ThreadFactory threads) {
        network = new MultiThreadIoEventLoopGroup(THREADS_MAX, threads, NioIoHandler.newFactory());
        var setup = new GatewayBalancer.Setup(settings, leaving);
        channel = ChannelFactory.open(
                new AddressResolver.Target(List.copyOf(addresses), setup), encryption, executor, network);
    }

    /** For calls. Calls without further options go to one gateway while it can be reached. */
    public ManagedChannel channel() {
        return channel;
    }

    /** Gateways that are going away, to be told about by whoever hears it. */
    public LeavingGateways leaving() {
        return leaving;
    }

    /** The options of a stream, which goes to a gateway by chance. */
    public static CallOptions anywhere(CallOptions options) {
        return options.withOption(
                ConnectionPicker.DRAW, ThreadLocalRandom.current().nextLong());
    }

    /** Waits for calls under way, for five seconds; then for the threads. An interrupted caller does not wait. */
    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(CHANNEL_CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                channel.shutdownNow();
            }
            var gone = network.shutdownGracefully(0, THREAD_CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            gone.await(THREAD_CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            channel.shutdownNow();
            var unused = network.shutdownGracefully();
            Thread.currentThread().interrupt();
        }
    }
}
