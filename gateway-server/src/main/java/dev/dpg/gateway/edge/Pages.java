package dev.dpg.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection, one after the other; on its event loop. */
final class Pages extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final String METRICS_PATH = "/metrics";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; charset=utf-8";

    private final Supplier<String> metrics;

    Pages(Supplier<String> metrics) {
        this.metrics = metrics;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        FullHttpResponse response = answer(request);
        boolean keep = request.decoderResult().isSuccess() && HttpUtil.isKeepAlive(request);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keep);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.content().clear();
        }
        var unused = context.writeAndFlush(response).addListener(written -> {
            if (keep && written.isSuccess()) {
                // Not from within a read: what holds requests back would take it for one that is under way.
                context.executor().execute(context::read);
            } else {
                var unusedClose = context.close();
            }
        });
    }

    private FullHttpResponse answer(FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            return text(HttpResponseStatus.BAD_REQUEST, TEXT_TYPE, "not a request of HTTP/1.1\n");
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            FullHttpResponse refused = text(HttpResponseStatus.METHOD_NOT_ALLOWED, TEXT_TYPE, "only GET\n");
            refused.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
            return refused;
        }
        String path = request.uri().split("\\?", 2)[0];
        return path.equals(METRICS_PATH)
                ? metrics()
                : text(HttpResponseStatus.NOT_FOUND, TEXT_TYPE, "there is only " + METRICS_PATH + "\n");
    }

    private FullHttpResponse metrics() {
        try {
            return text(HttpResponseStatus.OK, METRICS_TYPE, metrics.get());
        } catch (RuntimeException e) {
            LOG.error("The page of metrics failed", e);
            return text(HttpResponseStatus.INTERNAL_SERVER_ERROR, TEXT_TYPE, "the page failed; the log says why\n");
        }
    }

    private static FullHttpResponse text(HttpResponseStatus status, String type, String content) {
        ByteBuf bytes = Unpooled.copiedBuffer(content, StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, bytes);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("x-content-type-options", "nosniff");
        return response;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent) {
            var unused = context.close();
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A connection of the HTTP port failed", cause);
        var unused = context.close();
    }
}
