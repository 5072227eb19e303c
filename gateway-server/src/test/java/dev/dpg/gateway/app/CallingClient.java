package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.Opened;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Calls a gateway as programs without a client library do, and understands its refusals.
 *
 * @param channel to the gateway
 */
record CallingClient(ManagedChannel channel) {
    private static final Duration AWAITED = Duration.ofSeconds(60);
    private static final Start EARLIEST =
            Start.newBuilder().setEdge(Edge.EDGE_EARLIEST).build();

    /** All that is there of a product, from its service or from the service of all products. */
    List<Frame> readAll(String service, String product) {
        return read(
                service,
                ReadRequest.newBuilder().setProduct(product).setStart(EARLIEST).build());
    }

    List<Frame> read(String service, ReadRequest request) {
        var method = DataServiceGrpc.getReadMethod().toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "Read"))
                .build();
        List<Frame> frames = new ArrayList<>();
        ClientCalls.blockingServerStreamingCall(
                        channel, method, CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS), request)
                .forEachRemaining(frames::add);
        return frames;
    }

    static List<Record> records(List<Frame> frames) {
        return frames.stream()
                .flatMap(frame -> frame.getBatch().getRecordsList().stream())
                .toList();
    }

    /** Follows a product from its beginning, and is there when its first record is. */
    Live follow(String product, String clientId, String field) {
        Live live = new Live();
        DataServiceGrpc.newStub(channel)
                .subscribe(
                        SubscribeRequest.newBuilder()
                                .setProduct(product)
                                .setClientId(clientId)
                                .addFields(field)
                                .setStart(EARLIEST)
                                .build(),
                        live);
        await().atMost(AWAITED).until(() -> live.frames.stream().anyMatch(Frame::hasBatch));
        return live;
    }

    /** What reflection answers. */
    ServerReflectionResponse reflected(ServerReflectionRequest request) {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        requests.onNext(request);
        requests.onCompleted();
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    List<String> services() {
        return reflected(
                        ServerReflectionRequest.newBuilder().setListServices("").build())
                .getListServicesResponse()
                .getServiceList()
                .stream()
                .map(ServiceResponse::getName)
                .toList();
    }

    /** How a call is refused. */
    static Refusal refusal(ThrowingCallable call) {
        var refused = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refused).isNotNull();
        for (var detail :
                Objects.requireNonNull(StatusProto.fromThrowable(refused)).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return new Refusal(
                            detail.unpack(ErrorInfo.class),
                            String.valueOf(refused.getStatus().getDescription()));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError(refused);
    }

    /**
     * A refusal.
     *
     * @param info for programs
     * @param message for people
     */
    record Refusal(ErrorInfo info, String message) {
        String reason() {
            return info.getReason();
        }
    }

    /** A stream that takes everything. */
    static final class Live implements StreamObserver<Frame> {
        private final List<Frame> frames = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        Opened opened() {
            return frames.get(0).getOpened();
        }

        List<GoAway> goAways() {
            return frames.stream()
                    .filter(Frame::hasGoAway)
                    .map(Frame::getGoAway)
                    .toList();
        }

        /** Throws where it ends with an error. */
        void awaitOver() {
            over.orTimeout(AWAITED.toSeconds(), TimeUnit.SECONDS).join();
        }

        /** It was sent away for a change, and is over without a fault. */
        void awaitSentAway() {
            awaitOver();
            assertThat(goAways()).extracting(GoAway::getReason).containsOnly(GoAway.Reason.REASON_PRODUCT_CHANGED);
            assertThat(goAways()).isNotEmpty();
        }

        @Override
        public void onNext(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void onError(Throwable failure) {
            over.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            over.complete(null);
        }
    }
}
