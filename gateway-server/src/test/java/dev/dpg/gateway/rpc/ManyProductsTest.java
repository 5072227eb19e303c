package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.catalog.ApplyGuard;
import dev.dpg.gateway.catalog.ApplyRequest;
import dev.dpg.gateway.catalog.ProductWatch;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.delivery.Delivery;
import dev.dpg.gateway.delivery.DeliverySettings;
import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryAccess;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.fakes.OrderDocuments;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.publication.DocumentCheck;
import dev.dpg.gateway.publication.Drafter;
import dev.dpg.gateway.publication.LifecycleChanges;
import dev.dpg.gateway.publication.LiveReaders;
import dev.dpg.gateway.publication.Planner;
import dev.dpg.gateway.publication.Publisher;
import dev.dpg.gateway.subscription.Sessions;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.Document;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ListProductsResponse;
import dev.dpg.v1.ProductServiceGrpc;
import io.grpc.ServerServiceDefinition;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of a gateway that has 2 000 products of 20 properties each, through a real connection, over a catalogue in memory, with
 * everybody told who is told of changes in a gateway.
 */
class ManyProductsTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyProductsTest.class);
    private static final int PRODUCTS = 2_000;
    private static final int PROPERTIES = 20;
    private static final int ROUNDS = 15;
    /** What is asked for is a tenth of it; the best of the rounds on a loaded machine is held to this. */
    private static final Duration LIST_MAX = Duration.ofSeconds(1);

    private static final Duration APPLY_MAX = Duration.ofMillis(500);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T08:00:00Z"));

    private final MemoryCatalog memory = MemoryCatalog.open("sales");
    private final RunningServer server = server();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void theyAreListedAndAppliedQuickly() {
        publishAll();

        assertThat(best("ListProducts, all pages", this::listProducts)).isLessThan(LIST_MAX);
        assertThat(best("reflection, list", this::listServices)).isLessThan(LIST_MAX);
        assertThat(best("reflection, describe one", this::describe)).isLessThan(LIST_MAX);
        assertThat(best("ApplyProduct, a new product", round -> apply("new_" + round, 0)))
                .isLessThan(APPLY_MAX);
        assertThat(best("ApplyProduct, a new version", round -> apply("evolving", round)))
                .isLessThan(APPLY_MAX);
    }

    private interface Round {
        void run(int round);
    }

    /** The best of some rounds. */
    private static Duration best(String what, Round task) {
        long[] nanos = IntStream.range(0, ROUNDS)
                .mapToLong(round -> {
                    long start = System.nanoTime();
                    task.run(round);
                    return System.nanoTime() - start;
                })
                .sorted()
                .toArray();
        LOG.info(
                "{} products, {}: best {} ms, median {} ms, worst {} ms of {}",
                PRODUCTS,
                what,
                millis(nanos[0]),
                millis(nanos[nanos.length / 2]),
                millis(LongStream.of(nanos).max().orElseThrow()),
                ROUNDS);
        return Duration.ofNanos(nanos[0]);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    private void publishAll() {
        List<Field> fields = IntStream.rangeClosed(1, PROPERTIES)
                .mapToObj(i -> new Field("property_" + i, FieldType.STRING, false, "What property " + i + " tells."))
                .toList();
        List<PublishedPort> ports = IntStream.range(0, PRODUCTS)
                .mapToObj(i -> SamplePorts.withFields("sales.port_" + i + ".v1", "1.0.0", fields))
                .toList();
        for (int from = 0; from < PRODUCTS; from += 50) {
            memory.store()
                    .apply(new ApplyRequest(
                            "all " + from, new byte[] {1}, ports.subList(from, from + 50), ApplyGuard.OPEN));
        }
    }

    private void listProducts(int round) {
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            ListProductsResponse page = CatalogServiceGrpc.newBlockingStub(server.channel())
                    .listProducts(ListProductsRequest.newBuilder()
                            .setPageSize(1_000)
                            .setPageToken(token)
                            .build());
            page.getProductsList().forEach(product -> names.add(product.getName()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(names).hasSize(PRODUCTS).doesNotHaveDuplicates();
    }

    private void listServices(int round) {
        assertThat(reflected(ServerReflectionRequest.newBuilder().setListServices(""))
                        .getListServicesResponse()
                        .getServiceCount())
                .isGreaterThan(PRODUCTS);
    }

    private void describe(int round) {
        assertThat(reflected(ServerReflectionRequest.newBuilder()
                                .setFileContainingSymbol(
                                        "sales.port_" + (PRODUCTS - 1 - round) + ".v1.Port" + (PRODUCTS - 1 - round)))
                        .hasFileDescriptorResponse())
                .isTrue();
    }

    private ServerReflectionResponse reflected(ServerReflectionRequest.Builder request) {
        return ReflectionClient.ask(server, "grpc.reflection.v1.ServerReflection", request.build())
                .get(0);
    }

    /** Each minor version has a property more. */
    private void apply(String port, int minor) {
        String version = "1." + minor + ".0";
        StringBuilder properties = new StringBuilder();
        IntStream.rangeClosed(1, PROPERTIES + minor)
                .forEach(i -> properties.append("      - name: p" + i + "\n        logicalType: string\n"));
        String contract = OrderDocuments.contract(version)
                .replace("      - name: order_id\n        logicalType: string\n", properties);
        var applied = ProductServiceGrpc.newBlockingStub(server.channel())
                .applyProduct(ApplyProductRequest.newBuilder()
                        .setRequestId(port + " " + version)
                        .setProduct(document("p.odps.yaml", OrderDocuments.product(version), port))
                        .addContracts(document("c.odcs.yaml", contract, port))
                        .build());
        assertThat(applied.getProducts(0).getProduct().getVersion()).isEqualTo(version);
    }

    private static Document document(String fileName, String text, String port) {
        return Document.newBuilder()
                .setFileName(fileName)
                .setContent(ByteString.copyFromUtf8(
                        text.replace("sales.orders", "sales.topic").replace("orders", port)))
                .build();
    }

    private RunningServer server() {
        var types = new ServedTypes(memory.catalog());
        var watch = new ProductWatch(memory.catalog(), 10);
        var delivery = new Delivery(DeliverySettings.forMemory(1L << 30, 1L << 30), List.of(new ManualLoop()));
        var unused = new Sessions(memory.catalog(), delivery, Duration.ofSeconds(10));
        List<ServerServiceDefinition> services = new ArrayList<>(List.of(
                new CatalogServiceEndpoint(memory.catalog(), new WatchCalls(watch, () -> false, CLOCK)).bindService(),
                publishing().bindService()));
        services.addAll(new Reflection(types, services).services());
        return new RunningServer(ListenerSettings.defaults(), 10, services.toArray(ServerServiceDefinition[]::new));
    }

    private ProductServiceEndpoint publishing() {
        var domains = List.of(OrderDocuments.SALES);
        var clusters = new FakeClusters("sales.topic");
        var check = new DocumentCheck(domains, clusters, SchemaSource.NONE);
        return new ProductServiceEndpoint(
                new Publisher(check, LiveReaders.NONE, memory.store(), CLOCK),
                new Planner(check, LiveReaders.NONE, memory.catalog()),
                new LifecycleChanges(memory.catalog(), memory.store(), LiveReaders.NONE, CLOCK),
                new Drafter(domains, clusters, SchemaSource.NONE, CLOCK),
                MemoryAccess.NO_ROLES,
                new BlockingCalls("publish", Runnable::run));
    }
}
