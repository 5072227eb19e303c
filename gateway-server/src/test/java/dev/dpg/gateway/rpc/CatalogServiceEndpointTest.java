package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.dpg.gateway.catalog.ProductWatch;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import dev.dpg.v1.Domain;
import dev.dpg.v1.Edge;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.GetProductResponse;
import dev.dpg.v1.LifecycleState;
import dev.dpg.v1.ListDomainsRequest;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ListProductsResponse;
import dev.dpg.v1.Product;
import dev.dpg.v1.WatchProductsRequest;
import dev.dpg.v1.WatchProductsResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogServiceEndpointTest {
    private final MemoryCatalog memory = MemoryCatalog.open("aviation", "climate");
    private final List<RunningServer> servers = new ArrayList<>();
    private final MovedClock now = new MovedClock();
    private volatile boolean draining;

    @SuppressWarnings("NullAway.Init") // set with the server
    private WatchCalls watches;

    /** Moves only when told. */
    private static final class MovedClock implements InstantSource {
        private volatile Instant time = SamplePorts.APPLIED;

        void forward(long seconds) {
            time = time.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return time;
        }
    }

    @AfterEach
    void stopServers() {
        servers.forEach(RunningServer::close);
    }

    @Test
    void domainsAreListedWithTheirCounts() {
        memory.publish("aviation.flights.v1", "1.0.0");

        assertThat(calls(memory)
                        .listDomains(ListDomainsRequest.getDefaultInstance())
                        .getDomainsList())
                .containsExactly(
                        Domain.newBuilder()
                                .setName("aviation")
                                .setTitle("Title of aviation")
                                .setOwner("team aviation")
                                .setProductCount(1)
                                .build(),
                        Domain.newBuilder()
                                .setName("climate")
                                .setTitle("Title of climate")
                                .setOwner("team climate")
                                .build());
    }

    @Test
    void productsAreListedPageByPage() {
        memory.publish("aviation.flights.v1", "1.0.0");
        memory.publish("aviation.airports.v1", "1.0.0");
        memory.publish("climate.daily_weather.v1", "1.0.0");
        CatalogServiceBlockingStub calls = calls(memory);
        ListProductsRequest request =
                ListProductsRequest.newBuilder().setPageSize(2).build();

        ListProductsResponse first = calls.listProducts(request);
        ListProductsResponse second = calls.listProducts(
                request.toBuilder().setPageToken(first.getNextPageToken()).build());

        assertThat(first.getProductsList())
                .extracting(Product::getName)
                .containsExactly("aviation.airports.v1", "aviation.flights.v1");
        assertThat(second.getProductsList()).extracting(Product::getName).containsExactly("climate.daily_weather.v1");
        assertThat(second.getNextPageToken()).isEmpty();
    }

    @Test
    void productsOfOneDomainAreListedAlone() {
        memory.publish("aviation.flights.v1", "1.0.0");
        memory.publish("climate.daily_weather.v1", "1.0.0");

        var answer = calls(memory)
                .listProducts(
                        ListProductsRequest.newBuilder().setDomain("climate").build());

        assertThat(answer.getProductsList()).extracting(Product::getName).containsExactly("climate.daily_weather.v1");
    }

    @Test
    void aProductIsShownWithItsDocumentsByteForByte() {
        PublishedPort port = memory.publish("aviation.flights.v2", "2.1.0");

        GetProductResponse answer = get(calls(memory), "aviation.flights");

        assertThat(answer.getProduct()).satisfies(product -> {
            assertThat(product.getName()).isEqualTo("aviation.flights.v2");
            assertThat(product.getVersion()).isEqualTo("2.1.0");
            assertThat(product.getState()).isEqualTo(LifecycleState.LIFECYCLE_STATE_ACTIVE);
            assertThat(product.getDefaultStart()).isEqualTo(Edge.EDGE_LATEST);
            assertThat(product.getFields(0).getClassification()).isEqualTo("internal");
            assertThat(product.getFields(0).getMask()).isEqualTo("hash");
            assertThat(product.getFields(1).getPath()).isEqualTo("items[].price");
            assertThat(product.getFields(1).getMask()).isEmpty();
            assertThat(product.getFormat()).isEqualTo("json");
            assertThat(product.getApplyTime().getSeconds()).isEqualTo(SamplePorts.APPLIED.getEpochSecond());
        });
        assertThat(answer.getProductDocument().getContent().toByteArray())
                .isEqualTo(port.productDocument().content());
        assertThat(answer.getContractDocument().getContent().toByteArray())
                .isEqualTo(port.contractDocument().content());
        assertThat(answer.getContractDocument().getFileName()).isEqualTo("flights.odcs.yaml");
    }

    @Test
    void nothingOfTheBindingIsShown() {
        memory.publish("aviation.flights.v1", "1.0.0");

        assertThat(get(calls(memory), "aviation.flights").getProduct().toString())
                .doesNotContain("topic-of");
    }

    @Test
    void aMisspeltNameIsNotFoundAndAnsweredWithTheNearest() {
        memory.publish("aviation.flights.v1", "1.0.0");

        StatusRuntimeException failure = failureOf(() -> get(calls(memory), "aviation.flihgts"));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(failure.getStatus().getDescription())
                .isEqualTo("product \"aviation.flihgts\" does not exist; did you mean \"aviation.flights\"?");
        assertThat(reason(failure)).isEqualTo("PRODUCT_NOT_FOUND");
    }

    @Test
    void badPagesAreBadRequests() {
        CatalogServiceBlockingStub calls = calls(memory);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> calls.listDomains(
                        ListDomainsRequest.newBuilder().setPageSize(-1).build()),
                () -> calls.listDomains(
                        ListDomainsRequest.newBuilder().setPageToken("x").build()),
                () -> calls.listProducts(
                        ListProductsRequest.newBuilder().setPageSize(-1).build()),
                () -> calls.listProducts(
                        ListProductsRequest.newBuilder().setPageToken("x").build()),
                () -> get(calls, ""))) {
            StatusRuntimeException failure = failureOf(call);
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(reason(failure)).isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    void beforeTheStateWasReadEverythingIsUnavailableWithADelay() {
        CatalogServiceBlockingStub calls = calls(MemoryCatalog.unread("aviation"));

        StatusRuntimeException failure = failureOf(() -> get(calls, "aviation.flights"));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(reason(failure)).isEqualTo("NOT_READY");
        assertThat(Objects.requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList())
                .anyMatch(detail -> detail.is(RetryInfo.class));
    }

    @Test
    void productsAreWatchedUntilTheGatewayGoesAway() {
        memory.publish("aviation.flights.v1", "1.0.0");
        Iterator<WatchProductsResponse> told = calls(memory).watchProducts(WatchProductsRequest.getDefaultInstance());

        assertThat(told.next().getProduct().getName()).isEqualTo("aviation.flights.v1");
        assertThat(told.next().getKind()).isEqualTo(WatchProductsResponse.Kind.KIND_SYNCED);

        memory.publish("climate.daily_weather.v1", "1.0.0");
        assertThat(told.next().getProduct().getName()).isEqualTo("climate.daily_weather.v1");

        now.forward(29);
        watches.tick();
        memory.publish("climate.daily_weather.v1", "1.1.0");
        assertThat(told.next().getProduct().getVersion()).isEqualTo("1.1.0");

        now.forward(30);
        watches.tick();
        assertThat(told.next().getKind()).isEqualTo(WatchProductsResponse.Kind.KIND_HEARTBEAT);

        draining = true;
        watches.tick();
        assertThatThrownBy(told::next)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        end -> assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }

    private CatalogServiceBlockingStub calls(MemoryCatalog catalog) {
        watches = new WatchCalls(new ProductWatch(catalog.catalog(), 10), () -> draining, now);
        RunningServer server = new RunningServer(
                ListenerSettings.defaults(), 10, new CatalogServiceEndpoint(catalog.catalog(), watches).bindService());
        servers.add(server);
        return CatalogServiceGrpc.newBlockingStub(server.channel());
    }

    private static GetProductResponse get(CatalogServiceBlockingStub calls, String name) {
        return calls.getProduct(GetProductRequest.newBuilder().setName(name).build());
    }

    private static StatusRuntimeException failureOf(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(StatusRuntimeException.class))
                .actual();
    }

    private static String reason(StatusRuntimeException failure) {
        return Objects.requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(CatalogServiceEndpointTest::errorInfo)
                .map(ErrorInfo::getReason)
                .findFirst()
                .orElseThrow();
    }

    private static ErrorInfo errorInfo(com.google.protobuf.Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
