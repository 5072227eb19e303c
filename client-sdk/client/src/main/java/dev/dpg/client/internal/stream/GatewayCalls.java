package dev.dpg.client.internal.stream;

import dev.dpg.client.internal.connect.GatewayPool;
import dev.dpg.client.internal.credentials.TokenUse;
import dev.dpg.client.internal.resume.Action;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.client.internal.stored.StoredFrames;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the calls of one stream. Listeners are called on the stream's serial queue. */
public final class GatewayCalls {
    /** Which call reads the stream. */
    public enum Kind {
        READ,
        SUBSCRIBE
    }

    /** What a call brings. */
    interface Listener<T> {
        void onMessage(T message);

        void onClose(Status status, Metadata trailers);
    }

    /**
     * Where calls go.
     *
     * @param channel to all gateways
     * @param leaving hears of a gateway that is going away, so that new calls avoid it
     */
    public record Gateways(Channel channel, Consumer<@Nullable SocketAddress> leaving) {}

    /** Twice what a gateway sends unasked: a message is handed over between three threads, whatever its size. */
    private static final int BATCH_BYTES_MAX = 512 * 1024;

    private final Gateways gateways;
    private final Kind kind;
    private final CallTemplate template;
    private final StoredFrames stored;
    private final CallOptions options;

    /**
     * @param stored what of the stream may come as it is stored
     * @param serial the stream's queue
     */
    public GatewayCalls(Gateways gateways, Kind kind, CallTemplate template, StoredFrames stored, Executor serial) {
        this.gateways = gateways;
        this.kind = kind;
        this.template = template;
        this.stored = stored;
        this.options = CallOptions.DEFAULT.withExecutor(serial);
    }

    /**
     * A call under way.
     *
     * @param call the call
     * @param token what it was sent with
     */
    record Started(ClientCall<?, ?> call, TokenUse token) {}

    Started resolve(Action.Resolve wish, Listener<ResolvePositionResponse> listener) {
        var request = ResolvePositionRequest.newBuilder()
                .setProduct(template.product())
                .setStart(wish.position())
                .build();
        return start(DataServiceGrpc.getResolvePositionMethod(), request, 2, listener);
    }

    Started open(Action.Open wish, Listener<Frame> listener) {
        return switch (kind) {
            case READ -> start(DataServiceGrpc.getReadMethod(), read(wish), wish.messages(), listener);
            case SUBSCRIBE -> start(DataServiceGrpc.getSubscribeMethod(), subscribe(wish), wish.messages(), listener);
        };
    }

    /** What the calls of the stream bring, for whoever takes it. */
    StoredFrames stored() {
        return stored;
    }

    private Encoding encoding() {
        Encoding wanted = template.records().encoding();
        return wanted == Encoding.ENCODING_RAW ? stored.encoding() : wanted;
    }

    /** The gateway that serves this call, if any does, is going away. */
    void leaving(Started started) {
        gateways.leaving().accept(started.call().getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }

    private ReadRequest read(Action.Open wish) {
        var request = ReadRequest.newBuilder()
                .setProduct(template.product())
                .setStart(wish.start())
                .setEncoding(encoding())
                .setFilter(template.records().filter())
                .addAllFields(template.records().fields())
                .addAllKeys(template.records().keys())
                .setOnUnknownSchema(template.records().onUnknownSchema())
                .setPurpose(template.records().purpose())
                .setOnExpired(template.onExpired())
                .setClientId(template.clientId())
                .setMaxBatchBytes(BATCH_BYTES_MAX)
                .setLimit(wish.limit());
        template.maxBatchDelay().ifPresent(delay -> request.setMaxBatchDelay(ProtoTimes.duration(delay)));
        template.heartbeat().ifPresent(interval -> request.setHeartbeat(ProtoTimes.duration(interval)));
        wish.until().ifPresent(request::setUntil);
        return request.build();
    }

    private SubscribeRequest subscribe(Action.Open wish) {
        var request = SubscribeRequest.newBuilder()
                .setProduct(template.product())
                .setStart(wish.start())
                .setEncoding(encoding())
                .setFilter(template.records().filter())
                .addAllFields(template.records().fields())
                .addAllKeys(template.records().keys())
                .setOnUnknownSchema(template.records().onUnknownSchema())
                .setPurpose(template.records().purpose())
                .setOnExpired(template.onExpired())
                .setClientId(template.clientId())
                .setMaxBatchBytes(BATCH_BYTES_MAX);
        template.maxBatchDelay().ifPresent(delay -> request.setMaxBatchDelay(ProtoTimes.duration(delay)));
        template.heartbeat().ifPresent(interval -> request.setHeartbeat(ProtoTimes.duration(interval)));
        return request.build();
    }

    private <Q, T> Started start(MethodDescriptor<Q, T> method, Q request, int messages, Listener<T> listener) {
        var token = new TokenUse();
        ClientCall<Q, T> call =
                gateways.channel().newCall(method, GatewayPool.anywhere(options).withOption(TokenUse.KEY, token));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(T message) {
                        listener.onMessage(message);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        listener.onClose(status, trailers);
                    }
                },
                new Metadata());
        call.request(messages);
        call.sendMessage(request);
        call.halfClose();
        return new Started(call, token);
    }
}
