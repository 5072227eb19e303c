package dev.dpg.gateway.rpc;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client has not sent HTTP/2's preface and its settings in time. The library's own handshake
 * time-out ends with TLS, and without TLS at once, so that a client could stay for long without a word. On its connection's
 * event loop.
 */
final class HandshakeDeadline extends ChannelInboundHandlerAdapter {
    private final Duration timeout;
    private @Nullable Future<?> check;

    HandshakeDeadline(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        check = context.executor().schedule(() -> check(context), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (check != null) {
            check.cancel(false);
        }
    }

    private void check(ChannelHandlerContext context) {
        Http2ConnectionHandler http2 = context.pipeline().get(Http2ConnectionHandler.class);
        if (http2 == null || !http2.decoder().prefaceReceived()) {
            var unused = context.close();
        } else {
            context.pipeline().remove(this);
        }
    }
}
