package dev.dpg.gateway.rpc;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.ServerChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The one place where {@link ListenerSettings} become settings of the gRPC library. */
public final class Listener {
    private Listener() {}

    /**
     * The address to listen on. Resolves the host's name, so it may block.
     *
     * @param asksWhoCalls whether callers have to prove who they are
     * @throws IllegalArgumentException if the host is unknown, or reachable from other machines while callers are not asked, or
     *     not by TLS
     */
    public static InetSocketAddress address(ListenerSettings settings, boolean asksWhoCalls) {
        InetSocketAddress address = known("listen.host", settings.host(), settings.port());
        if (!address.getAddress().isLoopbackAddress()) {
            String reachable = "listen.host \"" + settings.host() + "\" can be reached from other machines, ";
            if (!asksWhoCalls) {
                throw new IllegalArgumentException(reachable
                        + "so not without an identity provider (identity.issuers, or identity.trust-domain for"
                        + " certificates) and not without TLS (listen.tls.certificate); write 127.0.0.1 or ::1 to"
                        + " serve this machine only");
            }
            if (!settings.tls().on()) {
                throw new IllegalArgumentException(reachable
                        + "so not without TLS, or tokens could be read on the way: write listen.tls.certificate"
                        + " and listen.tls.key, or listen at 127.0.0.1 or ::1");
            }
        }
        return address;
    }

    /**
     * An address of this machine that no other one reaches. Resolves the host's name, so it may block.
     *
     * @param key of the setting that names the host, for messages
     * @throws IllegalArgumentException if the host is unknown, or reachable from other machines
     */
    public static InetSocketAddress loopback(String key, String host, int port) {
        InetSocketAddress address = known(key, host, port);
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(key + " \"" + host
                    + "\" can be reached from other machines, and nobody is asked there who he is; write"
                    + " 127.0.0.1 or ::1, and put what checks callers in front of it");
        }
        return address;
    }

    private static InetSocketAddress known(String key, String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    key + " \"" + host + "\" is not known on this machine; write 127.0.0.1", e);
        }
    }

    /** Host and port as clients write them: {@code 127.0.0.1:7443} or {@code [::1]:7443}. */
    public static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip == null ? address.getHostString() : ip.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /**
     * Puts the services behind the limits and the interceptors, the same way round for all: the log sees every call with
     * its final status, problems become statuses inside it, admission refuses inside that, then whoever calls has to be
     * known, and the request's bytes are judged last. In front of all is the gate that counts connections.
     *
     * @param sockets fits the event loops, which the builder must have
     * @param gates who calls, and what they may; the last one is asked first
     * @param traffic is this listener's alone
     */
    public static NettyServerBuilder serve(
            NettyServerBuilder server,
            Class<? extends ServerChannel> sockets,
            ListenerSettings settings,
            List<ServerServiceDefinition> services,
            ControlCalls controlCalls,
            List<ServerInterceptor> gates,
            Traffic traffic) {
        var guard = new RequestGuard(settings.call());
        services.forEach(service -> server.addService(guard.guard(service)));
        configure(server, settings);
        gates.forEach(server::intercept);
        return server.channelFactory(traffic.gate().before(new ReflectiveChannelFactory<>(sockets)))
                .directExecutor()
                .callExecutor(controlCalls)
                .addStreamTracerFactory(controlCalls)
                // The library calls the one that is added last first.
                .intercept(controlCalls)
                .intercept(new ProblemInterceptor())
                .intercept(traffic.log());
    }

    /** Applies every limit. */
    static NettyServerBuilder configure(NettyServerBuilder server, ListenerSettings settings) {
        connection(server, settings.connection());
        call(server, settings.call());
        keepAlive(server, settings.keepAlive());
        return server;
    }

    private static void connection(NettyServerBuilder server, ListenerSettings.ConnectionLimits limits) {
        server.handshakeTimeout(limits.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionIdle(limits.idleMax().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAge(limits.ageMax().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(limits.ageGrace().toMillis(), TimeUnit.MILLISECONDS);
        server.maxRstFramesPerWindow(
                limits.resetsMax(), (int) limits.resetsWindow().toSeconds());
        server.flowControlWindow(limits.flowControlWindowBytes());
    }

    private static void call(NettyServerBuilder server, ListenerSettings.CallLimits limits) {
        server.maxConcurrentCallsPerConnection(limits.concurrentMax());
        // The library knows one limit for all methods; RequestGuard holds the smaller one of most of them.
        server.maxInboundMessageSize(Math.max(limits.requestBytesMax(), limits.applyRequestBytesMax()));
        server.maxInboundMetadataSize(limits.metadataBytesSoft(), limits.metadataBytesMax());
        // Requests are small: a compressed one could only be meant to cost more than it looks.
        server.decompressorRegistry(DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false));
    }

    private static void keepAlive(NettyServerBuilder server, ListenerSettings.KeepAlive keepAlive) {
        server.keepAliveTime(keepAlive.interval().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(keepAlive.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(keepAlive.permittedInterval().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(keepAlive.permittedWithoutCalls());
    }
}
