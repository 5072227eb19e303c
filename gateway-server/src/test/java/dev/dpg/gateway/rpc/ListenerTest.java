package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.rpc.ListenerSettings.CallLimits;
import dev.dpg.gateway.rpc.ListenerSettings.ConnectionLimits;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.Document;
import dev.dpg.v1.ListDomainsRequest;
import dev.dpg.v1.ListDomainsResponse;
import dev.dpg.v1.ProductServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits, as a client meets them. */
class ListenerTest {
    private static final int KIB = 1024;

    private @Nullable RunningServer running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void aRequestAboveItsMethodsLimitIsTheCallersFault() {
        var catalog = CatalogServiceGrpc.newBlockingStub(
                start(ListenerSettings.defaults()).channel());
        var small = ListDomainsRequest.newBuilder()
                .setPageToken("x".repeat(200 * KIB))
                .build();
        var large = ListDomainsRequest.newBuilder()
                .setPageToken("x".repeat(300 * KIB))
                .build();

        assertThat(catalog.listDomains(small)).isEqualTo(ListDomainsResponse.getDefaultInstance());
        Status status = statusOf(() -> catalog.listDomains(large));
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains("dpg.v1.CatalogService/ListDomains takes at most 262144");
    }

    @Test
    void documentsHaveALargerLimit() {
        var products = ProductServiceGrpc.newBlockingStub(
                start(ListenerSettings.defaults()).channel());

        assertThat(products.applyProduct(apply(3 * KIB * KIB))).isEqualTo(ApplyProductResponse.getDefaultInstance());
        assertThat(statusOf(() -> products.applyProduct(apply(5 * KIB * KIB))).getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void bytesThatAreNotTheMessageAreTheCallersFault() {
        MethodDescriptor<byte[], ListDomainsResponse> raw = CatalogServiceGrpc.getListDomainsMethod().toBuilder(
                        new RawBytes(),
                        CatalogServiceGrpc.getListDomainsMethod().getResponseMarshaller())
                .build();
        var channel = start(ListenerSettings.defaults()).channel();

        Status status = statusOf(
                () -> ClientCalls.blockingUnaryCall(channel, raw, CallOptions.DEFAULT, new byte[] {(byte) 0xff}));
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void tooManyMetadataAreRefused() {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("filler", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(20 * KIB));
        var catalog = CatalogServiceGrpc.newBlockingStub(
                        start(ListenerSettings.defaults()).channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));

        Status status = statusOf(() -> catalog.listDomains(ListDomainsRequest.getDefaultInstance()));
        assertThat(status.getCode()).isNotEqualTo(Status.Code.OK);
    }

    @Test
    void aCompressedRequestIsRefused() {
        var catalog = CatalogServiceGrpc.newBlockingStub(
                        start(ListenerSettings.defaults()).channel())
                .withCompression("gzip");

        assertThat(statusOf(() -> catalog.listDomains(ListDomainsRequest.getDefaultInstance()))
                        .getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void callsAboveTheCapOfAConnectionWaitAndAnotherConnectionServes() {
        var limits = new CallLimits(2, 256 * KIB, 4_096 * KIB, 8 * KIB, 16 * KIB);
        var server = start(withCall(limits));
        var channel = server.channel();
        List<Watch> watches = List.of(new Watch(channel), new Watch(channel));
        await().untilAsserted(() -> assertThat(watches).allMatch(watch -> watch.answers.get() == 1));

        var third = new Watch(channel);
        await().during(Duration.ofMillis(200)).until(() -> third.answers.get() == 0);

        var other = new Watch(server.connect());
        await().until(() -> other.answers.get() == 1);
        assertThat(third.answers).hasValue(0);
    }

    @Test
    void aClientThatResetsStreamsRapidlyLosesItsConnection() {
        var defaults = ListenerSettings.defaults().connection();
        var channel = start(withConnection(new ConnectionLimits(
                        defaults.handshakeTimeout(),
                        defaults.idleMax(),
                        defaults.ageMax(),
                        defaults.ageGrace(),
                        20,
                        defaults.resetsWindow(),
                        defaults.flowControlWindowBytes(),
                        defaults.perAddressMax(),
                        defaults.totalMax())))
                .channel();
        var bystander = new Watch(channel);
        await().until(() -> bystander.answers.get() == 1);

        for (int i = 0; i < 50; i++) {
            var watch = new Watch(channel);
            await().until(() -> watch.answers.get() == 1 || !watch.ended.isEmpty());
            watch.call.cancel("flood", null);
        }
        await().untilAsserted(() -> assertThat(bystander.ended).isNotEmpty());
    }

    @Test
    void controlCallsAboveTheCapAreRefusedWithADelay() {
        running = new RunningServer(ListenerSettings.defaults(), 1, services());
        var watch = new Watch(running.channel());
        await().until(() -> watch.answers.get() == 1);

        var catalog = CatalogServiceGrpc.newBlockingStub(running.channel());
        assertThat(statusOf(() -> catalog.listDomains(ListDomainsRequest.getDefaultInstance()))
                        .getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

        watch.call.cancel("makes room", null);
        await().ignoreExceptions()
                .until(() -> catalog.listDomains(ListDomainsRequest.getDefaultInstance())
                        .equals(ListDomainsResponse.getDefaultInstance()));
    }

    private RunningServer start(ListenerSettings settings) {
        running = new RunningServer(settings, 1_000, services());
        return running;
    }

    private static io.grpc.ServerServiceDefinition[] services() {
        return new io.grpc.ServerServiceDefinition[] {
            new EmptyCatalog().bindService(),
            new EmptyProducts().bindService(),
            new HealthEndpoint().service().bindService()
        };
    }

    private static ListenerSettings withCall(CallLimits limits) {
        var defaults = ListenerSettings.defaults();
        return new ListenerSettings("127.0.0.1", 0, defaults.connection(), limits, defaults.keepAlive());
    }

    private static ListenerSettings withConnection(ConnectionLimits limits) {
        var defaults = ListenerSettings.defaults();
        return new ListenerSettings("127.0.0.1", 0, limits, defaults.call(), defaults.keepAlive());
    }

    private static ApplyProductRequest apply(int bytes) {
        return ApplyProductRequest.newBuilder()
                .setProduct(Document.newBuilder().setContent(ByteString.copyFrom(new byte[bytes])))
                .build();
    }

    private static Status statusOf(Runnable call) {
        return Objects.requireNonNull(Assertions.catchThrowableOfType(StatusRuntimeException.class, call::run))
                .getStatus();
    }

    /** A call that stays open: the library's health watch. */
    private static final class Watch extends ClientCall.Listener<HealthCheckResponse> {
        private final AtomicInteger answers = new AtomicInteger();
        private final List<Status> ended = new CopyOnWriteArrayList<>();
        private final ClientCall<HealthCheckRequest, HealthCheckResponse> call;

        Watch(io.grpc.Channel channel) {
            call = channel.newCall(HealthGrpc.getWatchMethod(), CallOptions.DEFAULT);
            call.start(this, new Metadata());
            call.request(10);
            call.sendMessage(HealthCheckRequest.getDefaultInstance());
            call.halfClose();
        }

        @Override
        public void onMessage(HealthCheckResponse message) {
            answers.incrementAndGet();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.add(status);
        }
    }

    private static final class EmptyCatalog extends CatalogServiceGrpc.CatalogServiceImplBase {
        @Override
        public void listDomains(ListDomainsRequest request, StreamObserver<ListDomainsResponse> response) {
            response.onNext(ListDomainsResponse.getDefaultInstance());
            response.onCompleted();
        }
    }

    private static final class EmptyProducts extends ProductServiceGrpc.ProductServiceImplBase {
        @Override
        public void applyProduct(ApplyProductRequest request, StreamObserver<ApplyProductResponse> response) {
            response.onNext(ApplyProductResponse.getDefaultInstance());
            response.onCompleted();
        }
    }

    private static final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("requests only");
        }
    }
}
