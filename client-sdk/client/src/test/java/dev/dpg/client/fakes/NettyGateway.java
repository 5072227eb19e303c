package dev.dpg.client.fakes;

import io.grpc.Attributes;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway behind a real socket on this machine, that counts its connections. */
public final class NettyGateway implements AutoCloseable {
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger connectionsEver = new AtomicInteger();
    private final Server server;
    private final int port;

    private NettyGateway(int port, int callsPerConnectionMax, BindableService service) {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .maxConcurrentCallsPerConnection(callsPerConnectionMax)
                    .addTransportFilter(new Counter())
                    .addService(service)
                    .build()
                    .start();
            this.port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a free port. */
    public static NettyGateway start(BindableService service) {
        return new NettyGateway(0, Integer.MAX_VALUE, service);
    }

    /** On a free port; a connection carries so many calls. */
    public static NettyGateway start(int callsPerConnectionMax, BindableService service) {
        return new NettyGateway(0, callsPerConnectionMax, service);
    }

    /** Where another one was. */
    public static NettyGateway startAt(int port, BindableService service) {
        return new NettyGateway(port, Integer.MAX_VALUE, service);
    }

    /** Its port, also when it is gone. */
    public int port() {
        return port;
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Connections that are open now. */
    public int connections() {
        return connections.get();
    }

    /** Connections that were ever made. */
    public int connectionsEver() {
        return connectionsEver.get();
    }

    /** Breaks all connections and gives the port back, as a process does that is killed. */
    public void kill() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Counter extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            connections.incrementAndGet();
            connectionsEver.incrementAndGet();
            return attributes;
        }

        @Override
        public void transportTerminated(Attributes attributes) {
            connections.decrementAndGet();
        }
    }
}
