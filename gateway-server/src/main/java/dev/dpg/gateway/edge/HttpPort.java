package dev.dpg.gateway.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Listens for HTTP/1.1 and answers with pages. What a client can cost is bounded: connections, bytes, patience. */
public final class HttpPort implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 32;
    private static final int REQUEST_LINE_BYTES_MAX = 4096;
    private static final int HEADER_BYTES_MAX = 8192;
    private static final int CHUNK_BYTES_MAX = 8192;
    private static final int BODY_BYTES_MAX = 1024;

    /** Also of a client that takes nothing: a write that gets nowhere counts as idle. */
    private static final int IDLE_SECONDS_MAX = 60;

    private final Channel listening;
    private final ChannelGroup connections;

    private HttpPort(Channel listening, ChannelGroup connections) {
        this.listening = listening;
        this.connections = connections;
    }

    /**
     * Starts listening.
     *
     * @param loop has one thread; ended by whoever made it, after this is closed
     * @param sockets fits the loop
     * @param metrics makes the page, on the loop
     * @throws IOException if the address cannot be listened on
     */
    public static HttpPort open(
            InetSocketAddress address,
            EventLoopGroup loop,
            Class<? extends ServerChannel> sockets,
            Supplier<String> metrics)
            throws IOException {
        var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(sockets)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        accept(connection, connections, metrics);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("HTTP cannot be served at " + address, bound.cause());
        }
        return new HttpPort(bound.channel(), connections);
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Stops listening and cuts what is open. */
    @Override
    public void close() {
        var unusedListening = listening.close().awaitUninterruptibly();
        var unusedConnections = connections.close().awaitUninterruptibly();
    }

    private static void accept(Channel connection, ChannelGroup connections, Supplier<String> metrics) {
        if (connections.size() >= CONNECTIONS_MAX) {
            var unused = connection.close();
            return;
        }
        connections.add(connection);
        connection
                .pipeline()
                .addLast(new IdleStateHandler(true, 0, 0, IDLE_SECONDS_MAX, TimeUnit.SECONDS))
                .addLast(new HttpServerCodec(REQUEST_LINE_BYTES_MAX, HEADER_BYTES_MAX, CHUNK_BYTES_MAX))
                .addLast(new HttpObjectAggregator(BODY_BYTES_MAX, true))
                // One request at a time, whatever a client sends ahead: pages are large.
                .addLast(new FlowControlHandler())
                .addLast(new Pages(metrics));
    }
}
