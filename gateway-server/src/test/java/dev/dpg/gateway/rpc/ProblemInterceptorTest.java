package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ListDomainsRequest;
import dev.dpg.v1.ListDomainsResponse;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ProblemInterceptorTest {
    private static final Problem OVERLOADED = Problem.of(Reason.OVERLOADED, "later");

    @Test
    void aProblemThatAMethodThrowsIsItsStatus() {
        Status status = statusOf(answers -> {
            throw OVERLOADED.asException();
        });
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).isEqualTo("later");
    }

    @Test
    void aProblemThatIsHandedOverIsItsStatus() {
        Status status = statusOf(answers -> answers.onError(OVERLOADED.asException()));
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).isEqualTo("later");
    }

    @Test
    void nothingOfABugIsTold() {
        Status status = statusOf(answers -> {
            throw new IllegalStateException("secret");
        });
        assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getDescription()).doesNotContain("secret").contains("request id");
    }

    @Test
    void readinessIsForwardedThroughAllInterceptors() {
        var data = new EndlessData();
        try (var server = new RunningServer(ListenerSettings.defaults(), 10, data.bindService())) {
            var reader = new PausedReader();
            DataServiceGrpc.newStub(server.channel()).subscribe(SubscribeRequest.getDefaultInstance(), reader);

            var seen = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(200))
                    .until(() -> data.sent.get() > 0 && data.sent.get() == seen.getAndSet(data.sent.get()));
            int sentWhilePaused = seen.get();
            reader.requests.join().request(sentWhilePaused);
            await().until(() -> data.sent.get() > sentWhilePaused);
        }
    }

    private static Status statusOf(Consumer<StreamObserver<ListDomainsResponse>> method) {
        var catalog = new CatalogServiceGrpc.CatalogServiceImplBase() {
            @Override
            public void listDomains(ListDomainsRequest request, StreamObserver<ListDomainsResponse> answers) {
                method.accept(answers);
            }
        };
        try (var server = new RunningServer(ListenerSettings.defaults(), 10, catalog.bindService())) {
            return Objects.requireNonNull(Assertions.catchThrowableOfType(
                            StatusRuntimeException.class,
                            () -> CatalogServiceGrpc.newBlockingStub(server.channel())
                                    .listDomains(ListDomainsRequest.getDefaultInstance())))
                    .getStatus();
        }
    }

    /** Sends as long as the call is ready. */
    private static final class EndlessData extends DataServiceGrpc.DataServiceImplBase {
        private static final Frame FRAME = Frame.newBuilder()
                .setBatch(RecordBatch.newBuilder()
                        .addRecords(Record.newBuilder().setRaw(ByteString.copyFrom(new byte[64 * 1024]))))
                .build();

        private final AtomicInteger sent = new AtomicInteger();

        @Override
        public void subscribe(SubscribeRequest request, StreamObserver<Frame> frames) {
            var call = (ServerCallStreamObserver<Frame>) frames;
            call.setOnReadyHandler(() -> send(call));
        }

        private void send(ServerCallStreamObserver<Frame> call) {
            while (call.isReady()) {
                call.onNext(FRAME);
                sent.incrementAndGet();
            }
        }
    }

    /** Takes nothing until it is told to. */
    private static final class PausedReader implements ClientResponseObserver<SubscribeRequest, Frame> {
        private final CompletableFuture<ClientCallStreamObserver<SubscribeRequest>> requests =
                new CompletableFuture<>();

        @Override
        public void beforeStart(ClientCallStreamObserver<SubscribeRequest> call) {
            call.disableAutoRequestWithInitial(1);
            requests.complete(call);
        }

        @Override
        public void onNext(Frame frame) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
