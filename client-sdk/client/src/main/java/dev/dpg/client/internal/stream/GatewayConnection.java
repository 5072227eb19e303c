package dev.dpg.client.internal.stream;

import io.grpc.ManagedChannel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a gateway with the thread that carries its bytes, {@code dpg-network-1}. The thread is its own, not gRPC's
 * shared one, so that it is gone when the client is closed: that one lives on for a second, and holds up a process that ends
 * meanwhile.
 */
public final class GatewayConnection implements AutoCloseable {
    private static final Duration CHANNEL_CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration THREAD_CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final EventLoopGroup network =
            new MultiThreadIoEventLoopGroup(1, SdkThread.named("dpg-network"), NioIoHandler.newFactory());
    private final ManagedChannel channel;

    /**
     * Connects when it is first used.
     *
     * @param address host and port, {@code [::1]:7443} for IPv6
     * @param executor runs callbacks and name look-ups
     */
    public GatewayConnection(String address, Executor executor) {
        channel = ChannelFactory.open(address, executor, network);
    }

    /** For calls. */
    public ManagedChannel channel() {
        return channel;
    }

    /** Waits for calls under way, for five seconds; then for the thread. An interrupted caller does not wait. */
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
