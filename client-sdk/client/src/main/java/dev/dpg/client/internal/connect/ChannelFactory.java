package dev.dpg.client.internal.connect;

import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes the channel to gateways. */
public final class ChannelFactory {
    static final int FLOW_CONTROL_WINDOW_BYTES = 8 * 1024 * 1024;
    /** What one look at the socket may bring: what is left of a message after it is copied to the front of the next look's. */
    private static final int RECEIVE_BYTES_MAX = 512 * 1024;

    private static final int RECEIVE_BYTES_MIN = 64;
    private static final int RECEIVE_BYTES_FIRST = 2048;

    /** The gateway permits one ping every 10 s. */
    static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(15);

    static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    static {
        NameResolverRegistry.getDefaultRegistry().register(new AddressResolver.Provider());
        LoadBalancerRegistry.getDefaultRegistry().register(new GatewayBalancer.Provider());
    }

    private ChannelFactory() {}

    /**
     * A channel that connects when it is first used.
     *
     * @param target where gateways are
     * @param encryption of connections
     * @param executor runs callbacks and name look-ups
     * @param network carries the bytes
     * @throws IllegalArgumentException where addresses and encryption do not fit, or a file of TLS cannot be read
     */
    static ManagedChannel open(
            AddressResolver.Target target, Encryption encryption, Executor executor, EventLoopGroup network) {
        var builder = NettyChannelBuilder.forTarget(AddressResolver.SCHEME + ":///gateways")
                .setNameResolverArg(AddressResolver.TARGET, target)
                .defaultLoadBalancingPolicy(GatewayBalancer.POLICY)
                .channelType(NioSocketChannel.class)
                .eventLoopGroup(network)
                .executor(executor)
                .offloadExecutor(executor)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .withOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(RECEIVE_BYTES_MIN, RECEIVE_BYTES_FIRST, RECEIVE_BYTES_MAX))
                .flowControlWindow(FLOW_CONTROL_WINDOW_BYTES)
                .keepAliveTime(KEEP_ALIVE_INTERVAL.toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        encryption.applyTo(builder, target.addresses());
        return builder.build();
    }

    /** Whether an address stays on this machine, judged without looking a name up. */
    public static boolean isLoopback(String address) {
        int colon = address.lastIndexOf(':');
        String host = (colon < 0 ? address : address.substring(0, colon)).toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
