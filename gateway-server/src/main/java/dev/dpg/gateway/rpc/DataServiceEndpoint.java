package dev.dpg.gateway.rpc;

import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.descriptor.TypedName;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.subscription.Admission;
import dev.dpg.gateway.subscription.OpenRequest;
import dev.dpg.gateway.subscription.ResolvedPosition;
import dev.dpg.gateway.subscription.StreamOpener;
import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.MetricSource;
import dev.dpg.gateway.telemetry.NamedCounts;
import dev.dpg.gateway.telemetry.Readings;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.PartitionPosition;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * {@code dpg.v1.DataService}. Streams speak {@link OutboundFrame}s instead of generated messages, so that records encoded
 * once go out to everybody by one copy. Starting a stream only enqueues its opening; nothing here blocks an event loop.
 */
public final class DataServiceEndpoint implements MetricSource {
    /** Bytes queued in a call above which it is not ready: with one batch on top this is what a stream may have waiting. */
    private static final int READY_THRESHOLD_BYTES = 128 * 1024;

    private static final int SESSION_ID_BYTES = 16;

    private final StreamOpener opener;
    private final Executor control;
    private final SecureRandom random = new SecureRandom();
    private final NamedCounts refused = new NamedCounts();

    /**
     * Makes the endpoint.
     *
     * @param control runs the opening of streams; bounded
     */
    public DataServiceEndpoint(StreamOpener opener, Executor control) {
        this.opener = opener;
        this.control = control;
    }

    /** The service, to be added to a server. */
    public ServerServiceDefinition definition() {
        var read = streaming(DataServiceGrpc.getReadMethod());
        var subscribe = streaming(DataServiceGrpc.getSubscribeMethod());
        var resolve = DataServiceGrpc.getResolvePositionMethod();
        ServiceDescriptor descriptor = ServiceDescriptor.newBuilder(DataServiceGrpc.SERVICE_NAME)
                .setSchemaDescriptor(DataServiceGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(read)
                .addMethod(subscribe)
                .addMethod(resolve)
                .build();
        return ServerServiceDefinition.builder(descriptor)
                .addMethod(read, ServerCalls.asyncServerStreamingCall(this::read))
                .addMethod(subscribe, ServerCalls.asyncServerStreamingCall(this::subscribe))
                .addMethod(resolve, ServerCalls.asyncUnaryCall(this::resolvePosition))
                .build();
    }

    /** The service of one product: the same streams, of this product, with values as messages of its own type. */
    ServerServiceDefinition typed(PortName pinned) {
        String service = TypedName.service(pinned);
        var read = named(streaming(DataServiceGrpc.getReadMethod()), service);
        var subscribe = named(streaming(DataServiceGrpc.getSubscribeMethod()), service);
        ServiceDescriptor descriptor = ServiceDescriptor.newBuilder(service)
                .addMethod(read)
                .addMethod(subscribe)
                .build();
        return ServerServiceDefinition.builder(descriptor)
                .addMethod(
                        read,
                        ServerCalls.asyncServerStreamingCall((request, frames) -> open(
                                TypedRequests.read(pinned, request),
                                (message, id) ->
                                        StreamRequests.read(message, id).asTyped(),
                                frames)))
                .addMethod(
                        subscribe,
                        ServerCalls.asyncServerStreamingCall((request, frames) -> open(
                                TypedRequests.subscribe(pinned, request),
                                (message, id) ->
                                        StreamRequests.subscribe(message, id).asTyped(),
                                frames)))
                .build();
    }

    private static <Q> MethodDescriptor<Q, OutboundFrame> named(
            MethodDescriptor<Q, OutboundFrame> method, String service) {
        return method.toBuilder()
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName(service, String.valueOf(method.getBareMethodName())))
                .setSchemaDescriptor(null)
                .build();
    }

    private static <Q> MethodDescriptor<Q, OutboundFrame> streaming(MethodDescriptor<Q, ?> method) {
        return method.toBuilder(method.getRequestMarshaller(), new OutboundFrame.Marshaller())
                .build();
    }

    private void read(ReadRequest request, StreamObserver<OutboundFrame> frames) {
        open(request, StreamRequests::read, frames);
    }

    private void subscribe(SubscribeRequest request, StreamObserver<OutboundFrame> frames) {
        open(request, StreamRequests::subscribe, frames);
    }

    private <Q> void open(
            Q message, BiFunction<Q, String, OpenRequest> understood, StreamObserver<OutboundFrame> frames) {
        var call = (ServerCallStreamObserver<OutboundFrame>) frames;
        StreamCall streamCall = new StreamCall();
        call.setOnReadyThreshold(READY_THRESHOLD_BYTES);
        call.setOnReadyHandler(streamCall::ready);
        call.setOnCancelHandler(streamCall::over);
        // Also where the library has closed the call: it does so with one whose frame it has no memory for.
        call.setOnCloseHandler(streamCall::over);
        try {
            OpenRequest request = understood.apply(message, newSessionId()).tracedBy(TraceParent.current());
            control.execute(() -> open(request, call, streamCall));
        } catch (RuntimeException failure) {
            refused.add(ProblemStatus.reason(failure).name());
            throw failure;
        }
    }

    private void open(OpenRequest request, ServerCallStreamObserver<OutboundFrame> call, StreamCall streamCall) {
        try {
            opener.open(request, admission -> sink(call, request, admission)).whenComplete((stream, failure) -> {
                if (failure == null) {
                    streamCall.opened(stream);
                } else {
                    refuse(call, failure);
                }
            });
        } catch (RuntimeException failure) {
            refuse(call, failure);
        }
    }

    private void refuse(ServerCallStreamObserver<OutboundFrame> call, Throwable failure) {
        refused.add(ProblemStatus.reason(failure).name());
        call.onError(ProblemStatus.of(failure));
    }

    @Override
    public void measure(Readings readings) {
        refused.forEach((reason, count) -> readings.tell(Metric.STREAMS_REFUSED, count, reason));
    }

    private GrpcStreamSink sink(
            ServerCallStreamObserver<OutboundFrame> call, OpenRequest request, Admission admission) {
        return new GrpcStreamSink(call, request, admission, opener.recordBytesMax());
    }

    private void resolvePosition(ResolvePositionRequest request, StreamObserver<ResolvePositionResponse> response) {
        StreamRequests.requireProduct(request.getProduct());
        opener.resolve(request.getProduct(), StreamRequests.start(request.getStart()), StreamRequests.claim(""))
                .whenComplete((position, failure) -> {
                    if (failure == null) {
                        response.onNext(response(position));
                        response.onCompleted();
                    } else {
                        response.onError(ProblemStatus.of(failure));
                    }
                });
    }

    private static ResolvePositionResponse response(ResolvedPosition resolved) {
        ResolvePositionResponse.Builder response = ResolvePositionResponse.newBuilder()
                .setProduct(resolved.port().name().toString())
                .setResumeToken(PositionTokens.encode(resolved.position()));
        resolved.ranges()
                .forEach(range -> response.addPartitions(PartitionPosition.newBuilder()
                        .setPartition(range.partition())
                        .setNextOffset(range.nextOffset())
                        .setEarliestOffset(range.earliestOffset())
                        .setEndOffset(range.endOffset())));
        return response.build();
    }

    private String newSessionId() {
        byte[] id = new byte[SESSION_ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
