package dev.dpg.client.fakes;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A gateway behind a socket with TLS on this machine, that remembers who called, by certificate and by token. */
public final class TlsGateway implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final List<String> callers = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final Server server;

    private TlsGateway(Authority.Issued own, Optional<Path> clients, BindableService service) throws IOException {
        SslContextBuilder tls = SslContextBuilder.forServer(
                own.certificates().toFile(), own.key().toFile());
        clients.ifPresent(file -> tls.trustManager(file.toFile()).clientAuth(ClientAuth.REQUIRE));
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                .intercept(new Observer())
                .addService(service)
                .build()
                .start();
    }

    /** With a certificate of its own; asks clients for none. */
    public static TlsGateway start(Authority.Issued own, BindableService service) throws IOException {
        return new TlsGateway(own, Optional.empty(), service);
    }

    /** Asks clients for a certificate of an authority. */
    public static TlsGateway asking(Authority.Issued own, Authority clients, BindableService service)
            throws IOException {
        return new TlsGateway(own, Optional.of(clients.file()), service);
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** Its port. */
    public int port() {
        return server.getPort();
    }

    /** Of each call, whose certificate it came with; empty texts where it came without one. */
    public List<String> callers() {
        return List.copyOf(callers);
    }

    /** Of each call, the header with its token; empty texts where it came without one. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Observer implements ServerInterceptor {
        @Override
        public <Q, T> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, T> call, Metadata headers, ServerCallHandler<Q, T> next) {
            String token = headers.get(AUTHORIZATION);
            tokens.add(token == null ? "" : token);
            callers.add(name(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
            return Contexts.interceptCall(Context.current(), call, headers, next);
        }

        private static String name(@Nullable SSLSession session) {
            try {
                return session == null ? "" : session.getPeerPrincipal().getName();
            } catch (SSLPeerUnverifiedException nobody) {
                return "";
            }
        }
    }
}
