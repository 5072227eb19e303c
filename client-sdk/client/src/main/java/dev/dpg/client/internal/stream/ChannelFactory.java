package dev.dpg.client.internal.stream;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes the connection to a gateway: in the clear on this machine, by TLS to any other. */
public final class ChannelFactory {
    static final int FLOW_CONTROL_WINDOW_BYTES = 8 * 1024 * 1024;
    /** The gateway permits one ping every 10 s. */
    static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(15);

    static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);

    private ChannelFactory() {}

    /**
     * A channel that connects when it is first used.
     *
     * @param address host and port, {@code [::1]:7443} for IPv6
     * @param executor runs callbacks and name look-ups
     * @param network carries the bytes; one thread does, as there is one connection
     */
    static ManagedChannel open(String address, Executor executor, EventLoopGroup network) {
        var builder = NettyChannelBuilder.forTarget("dns:///" + address)
                .channelType(NioSocketChannel.class)
                .eventLoopGroup(network)
                .executor(executor)
                .offloadExecutor(executor)
                .flowControlWindow(FLOW_CONTROL_WINDOW_BYTES)
                .keepAliveTime(KEEP_ALIVE_INTERVAL.toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        if (isLoopback(address)) {
            builder.usePlaintext();
        }
        return builder.build();
    }

    /** Whether an address stays on this machine, judged without looking a name up. */
    static boolean isLoopback(String address) {
        int colon = address.lastIndexOf(':');
        String host = (colon < 0 ? address : address.substring(0, colon)).toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
