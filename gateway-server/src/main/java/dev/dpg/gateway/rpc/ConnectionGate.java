package dev.dpg.gateway.rpc;

import dev.dpg.gateway.telemetry.LogKeys;
import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.MetricSource;
import dev.dpg.gateway.telemetry.NamedCounts;
import dev.dpg.gateway.telemetry.Readings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the caps on connections, which grpc-java has none of: sits in front of the server socket's pipeline, where accepted
 * connections pass before anything is spent on them, and closes those beyond a cap at once. Those that pass get a deadline
 * for their first words ({@link HandshakeDeadline}).
 *
 * <p>An IPv6 client usually has a whole /64 network to itself, so that is what counts as one address there.
 *
 * <p>Called on the accepting event loop; connections are counted out on their own.
 */
@Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter implements MetricSource {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);
    private static final int IPV6_NETWORK_BYTES = 8;

    private final ConnectionCounts counts;
    private final Duration handshakeTimeout;
    private final RefusalLog refusals;
    private final NamedCounts refused = new NamedCounts();

    ConnectionGate(ListenerSettings.ConnectionLimits limits, InstantSource clock) {
        counts = new ConnectionCounts(limits.perAddressMax(), limits.totalMax());
        handshakeTimeout = limits.handshakeTimeout();
        refusals = new RefusalLog(clock);
    }

    /** Server sockets of this kind, each with this gate in front. */
    <T extends ServerChannel> ChannelFactory<T> before(ChannelFactory<T> sockets) {
        return () -> {
            T socket = sockets.newChannel();
            socket.pipeline().addFirst(this);
            return socket;
        };
    }

    /** Connections open now. */
    int open() {
        return counts.total();
    }

    @Override
    public void measure(Readings readings) {
        readings.tell(Metric.CONNECTIONS_OPEN, open());
        refused.forEach((cap, count) -> readings.tell(Metric.CONNECTIONS_REFUSED, count, cap));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        InetAddress source = source(connection.remoteAddress());
        Optional<ConnectionCounts.Cap> cap = counts.enter(source);
        if (cap.isPresent()) {
            // It belongs to no event loop yet, so this is the only way to close it.
            connection.unsafe().closeForcibly();
            refused.add(cap.get().setting());
            tell(source, cap.get());
            return;
        }
        connection.closeFuture().addListener(closed -> counts.leave(source));
        connection.pipeline().addLast(new HandshakeDeadline(handshakeTimeout));
        context.fireChannelRead(accepted);
    }

    private void tell(InetAddress source, ConnectionCounts.Cap cap) {
        refusals.refused(source)
                .ifPresent(before -> LOG.atWarn()
                        .addKeyValue(LogKeys.CLIENT_ADDRESS, source.getHostAddress())
                        .log(
                                "A connection is refused: {} is reached; {} more were refused since this was last said",
                                cap.setting(),
                                before));
    }

    /** What a connection is counted under. A client that is gone already has no address any more. */
    static InetAddress source(SocketAddress remote) {
        InetAddress address = remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress()
                : of(new byte[4]);
        return address instanceof Inet6Address
                ? of(Arrays.copyOf(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES), 16))
                : address;
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
