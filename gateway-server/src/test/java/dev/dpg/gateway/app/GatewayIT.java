package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.Product;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole gateway against a real broker: it starts, serves, refuses to start, and leaves nothing behind. */
class GatewayIT {
    /** What the gateway calls its threads; the broker in this JVM has some of its own. */
    private static final Pattern OURS = Pattern.compile(
            "(accept|connection|control|apply|delivery|health|documents|sessions|state|http|identity|tls)-.*|kafka-main-.*");

    private final CloseStack open = new CloseStack();

    @BeforeAll
    static void startBroker() {
        assertThat(TestBroker.bootstrapServers()).isNotEmpty();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void reflectionListsTheServices() {
        var answer = new CompletableFuture<ServerReflectionResponse>();
        var requests = ServerReflectionGrpc.newStub(start().channel()).serverReflectionInfo(new StreamObserver<>() {
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
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

        assertThat(answer.join().getListServicesResponse().getServiceList())
                .extracting(ServiceResponse::getName)
                .filteredOn(name -> !name.startsWith("sales.")) // products of other tests
                .containsExactlyInAnyOrder(
                        "dpg.v1.AccessService",
                        "dpg.v1.AdminService",
                        "dpg.v1.CatalogService",
                        "dpg.v1.DataService",
                        "dpg.v1.ProductService",
                        "dpg.v1.SchemaService",
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1.ServerReflection",
                        "grpc.reflection.v1alpha.ServerReflection");
        requests.onCompleted();
    }

    @Test
    void anAppliedProductIsListedAndServes() {
        RunningGateway gateway = start().awaitReady();
        String port = newTopic();

        gateway.applyOrders(port);

        assertThat(CatalogServiceGrpc.newBlockingStub(gateway.channel())
                        .listProducts(ListProductsRequest.newBuilder()
                                .setDomain("sales")
                                .build())
                        .getProductsList())
                .extracting(Product::getName)
                .contains("sales." + port + ".v1");
        assertThat(gateway.health("")).isEqualTo(ServingStatus.SERVING);
        assertThat(gateway.health("liveness")).isEqualTo(ServingStatus.SERVING);
        await().ignoreExceptions().untilAsserted(() -> {
            assertThat(gateway.health("sales." + port)).isEqualTo(ServingStatus.SERVING);
            assertThat(gateway.health("sales." + port + ".v1")).isEqualTo(ServingStatus.SERVING);
        });
    }

    @Test
    void aProductThatIsNotThereHasNoHealth() {
        RunningGateway gateway = start().awaitReady();

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> gateway.health("sales.nothing"))
                .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }

    @Test
    void aPortInUseIsNamedAndNothingIsLeftRunning() {
        int port = start().gateway().port();
        Set<Thread> before = threads();

        refused(Map.of("listen.port", Integer.toString(port)))
                .withMessageContaining("port " + port)
                .withMessageContaining("DPG_LISTEN_PORT");
        await().untilAsserted(() -> assertThat(threads()).allMatch(before::contains));
    }

    @Test
    void anAddressThatOthersReachIsRefused() {
        refused(Map.of("listen.host", "0.0.0.0")).withMessageContaining("can be reached from other machines");
    }

    @Test
    void aDirectoryThatIsNotThereIsRefusedAndNothingIsLeftRunning() {
        refused(Map.of("documents", Path.of("target", "no-such-directory").toString()))
                .withMessageContaining("no-such-directory is not a directory");
        noThreadIsLeft();
    }

    @Test
    void clientPropertiesThatKafkaRefusesAreRefusedAndNothingIsLeftRunning() {
        refused(Map.of("clusters.main.bootstrap", "no-port")).withMessageContaining("cluster main");
        noThreadIsLeft();
    }

    @Test
    void stoppedNoThreadIsLeft() {
        Gateway gateway = start().awaitReady().gateway();

        gateway.drain(Duration.ofSeconds(5));
        gateway.close();

        noThreadIsLeft();
    }

    private RunningGateway start() {
        return open.add(RunningGateway.start(TestBroker.bootstrapServers(), Map.of()));
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<StartException> refused(
            Map<String, String> settings) {
        return assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Gateway.start(RunningGateway.settings(TestBroker.bootstrapServers(), settings)));
    }

    /** A new topic of the domain; the answer is the last part of its name. */
    private static String newTopic() {
        String port = TestBroker.uniqueName("gateway").replace('-', '_');
        TestBroker.createTopic("sales." + port, 1, Map.of());
        return port;
    }

    /** A thread that has left its last task may still be seen for a moment. */
    private static void noThreadIsLeft() {
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OURS.matcher(thread.getName()).matches())
                .collect(Collectors.toSet());
    }
}
