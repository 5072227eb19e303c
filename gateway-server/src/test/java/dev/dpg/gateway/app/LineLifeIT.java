package dev.dpg.gateway.app;

import static dev.dpg.gateway.app.CallingClient.records;
import static dev.dpg.gateway.app.CallingClient.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.app.CallingClient.Live;
import dev.dpg.gateway.app.CallingClient.Refusal;
import dev.dpg.gateway.fakes.OrderDocuments;
import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.DeprecateProductRequest;
import dev.dpg.v1.Document;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.LifecycleState;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.PortPlan;
import dev.dpg.v1.Product;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.RetireProductRequest;
import dev.dpg.v1.Start;
import io.grpc.reflection.v1.ServerReflectionRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a major line that somebody reads, from its first version to its end, against a real broker. */
class LineLifeIT {
    private static final Duration AWAITED = Duration.ofSeconds(60);
    private static final String ID = "      - name: order_id\n        logicalType: string\n";
    private static final String X = "      - name: x\n        logicalType: integer\n";

    /** Long enough to ask, on a slow machine too, what may be done before it is over. */
    private static final Duration NOTICE = Duration.ofSeconds(15);

    /** An end may be announced for any day, so that a test need not wait for one. */
    private static final String NO_NOTICE = "customProperties: [{property: deprecationNoticeDays, value: 0}]\n";

    private final CloseStack open = new CloseStack();
    private final RunningGateway gateway = open.add(
                    RunningGateway.start(TestBroker.bootstrapServers(), Map.of("delivery.go-away-grace", "1s")))
            .awaitReady();
    private final CallingClient client = new CallingClient(gateway.channel());
    private final ProductServiceBlockingStub publishing = ProductServiceGrpc.newBlockingStub(gateway.channel());
    private final String port = TestBroker.uniqueName("line").replace('-', '_');
    private final String name = "sales." + port;
    private final String old = name + ".v1";
    private final String next = name + ".v2";

    @BeforeEach
    void writeRecords() throws Exception {
        TestBroker.createTopic(name, 1, Map.of());
        try (var producer = TestBroker.producer()) {
            for (int i = 1; i <= 3; i++) {
                byte[] value = ("{\"order_id\":\"a\",\"x\":" + i + "}").getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(name, value)).get();
            }
        }
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aLineThatIsReadKeepsItsPromisesToItsEnd() throws Exception {
        apply("1.0.0", ID + X);
        Live billing = follow();

        whatItReadsIsNotRemoved();
        aNewMajorStandsBesideTheOldOne();
        assertThat(billing.goAways()).isEmpty();

        deprecate(NOTICE);
        billing.awaitSentAway();
        Live warned = follow();
        assertThat(warned.opened().getWarnings(0)).contains("deprecated", next, "Too old.");
        Refusal early = refusal(this::retire);
        assertThat(early.reason()).isEqualTo("WRONG_STATE");
        assertThat(early.message()).contains("billing");

        Refusal nearer = refusal(() -> deprecate(Duration.ZERO));
        assertThat(nearer.message()).contains("or later: its readers were told so already");

        await().atMost(AWAITED).ignoreExceptions().until(this::retire);
        warned.awaitSentAway();
        theLineIsOverAndWhatFollowsItIsRead(warned.opened().getResumeToken());
    }

    private void whatItReadsIsNotRemoved() {
        for (String[] confirmed : new String[][] {{}, {"x"}}) {
            Refusal refused = refusal(() -> apply("1.1.0", ID, confirmed));
            assertThat(refused.reason()).isEqualTo("CONTRACT_INCOMPATIBLE");
            assertThat(refused.message()).contains("field.removed x", "\"billing\" reads x");
            assertThat(refused.info().getMetadataMap()).containsEntry("readers", "billing");
        }
        PortPlan plan = publishing
                .planProduct(PlanProductRequest.newBuilder()
                        .setProduct(product("1.1.0"))
                        .addContracts(contract("1.1.0", ID))
                        .build())
                .getPorts(0);
        assertThat(plan.getRequiredStep()).isEqualTo(PortPlan.Step.STEP_MAJOR);
        assertThat(plan.getAffectedReaders(0).getClientId()).isEqualTo("billing");
        assertThat(plan.getAffectedReaders(0).getFieldsList()).containsExactly("x");
        assertThat(shown(name).getVersion()).isEqualTo("1.0.0");
    }

    private void aNewMajorStandsBesideTheOldOne() {
        apply("2.0.0", ID);

        assertThat(shown(name).getName()).isEqualTo(next);
        for (String line : List.of(old, next)) {
            assertThat(client.readAll(DataServiceGrpc.SERVICE_NAME, line).get(0).getOpened())
                    .satisfies(opened -> {
                        assertThat(opened.getProduct()).isEqualTo(line);
                        assertThat(opened.getWarningsList()).isEmpty();
                    });
            assertThat(client.services()).contains(shown(line).getService());
        }
        // A field of a string and one of a small integer, and without the second one.
        assertThat(values(old)).extracting(ByteString::size).containsOnly(5);
        assertThat(values(next)).extracting(ByteString::size).containsOnly(3);
        assertThat(messageOf(old)).contains("order_id", "x");
        assertThat(messageOf(next)).contains("order_id").doesNotContain("x");
    }

    private void theLineIsOverAndWhatFollowsItIsRead(String token) {
        String service = shown(old).getService();
        assertThat(shown(old).getState()).isEqualTo(LifecycleState.LIFECYCLE_STATE_RETIRED);
        assertThat(client.services())
                .doesNotContain(service)
                .contains(shown(next).getService());
        assertThat(client.reflected(symbol(service)).hasErrorResponse()).isTrue();
        for (Refusal refused : List.of(
                refusal(() -> client.readAll(service, "")),
                refusal(() -> client.readAll(DataServiceGrpc.SERVICE_NAME, old)),
                refusal(() -> client.read(
                        DataServiceGrpc.SERVICE_NAME,
                        ReadRequest.newBuilder()
                                .setProduct(name)
                                .setStart(Start.newBuilder().setResumeToken(token))
                                .build())))) {
            assertThat(refused.reason()).isEqualTo("VERSION_RETIRED");
            assertThat(refused.info().getMetadataMap()).containsEntry("successor", next);
        }
        var frames = client.readAll(DataServiceGrpc.SERVICE_NAME, name);
        assertThat(frames.get(0).getOpened().getProduct()).isEqualTo(next);
        assertThat(records(frames)).hasSize(3);
        assertThat(values(next)).hasSize(3);
    }

    private Live follow() {
        Live live = client.follow(old, "billing", "x");
        assertThat(live.opened().getProduct()).isEqualTo(old);
        return live;
    }

    /** Values of the line's own service. */
    private List<ByteString> values(String line) {
        return records(client.readAll(shown(line).getService(), "")).stream()
                .map(Record::getMessage)
                .toList();
    }

    /** The fields of the line's own message, as reflection tells them. */
    private List<String> messageOf(String line) {
        var answer = client.reflected(symbol(shown(line).getService() + "Value"));
        return answer.getFileDescriptorResponse().getFileDescriptorProtoList().stream()
                .map(LineLifeIT::file)
                .filter(file -> file.getPackage().equals(line))
                .flatMap(file -> file.getMessageTypeList().stream())
                .filter(message -> message.getName().endsWith("Value"))
                .flatMap(message -> message.getFieldList().stream())
                .map(field -> field.getName())
                .toList();
    }

    private static FileDescriptorProto file(ByteString bytes) {
        try {
            return FileDescriptorProto.parseFrom(bytes);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerReflectionRequest symbol(String symbol) {
        return ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol(symbol)
                .build();
    }

    private Product shown(String product) {
        return CatalogServiceGrpc.newBlockingStub(gateway.channel())
                .getProduct(GetProductRequest.newBuilder().setName(product).build())
                .getProduct();
    }

    private void deprecate(Duration in) {
        Instant sunset = Instant.now().plus(in);
        Product deprecated = publishing
                .deprecateProduct(DeprecateProductRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setProduct(old)
                        .setSuccessor(next)
                        .setReason("Too old.")
                        .setSunsetTime(Timestamp.newBuilder().setSeconds(sunset.getEpochSecond()))
                        .build())
                .getProduct();
        assertThat(deprecated.getState()).isEqualTo(LifecycleState.LIFECYCLE_STATE_DEPRECATED);
        assertThat(deprecated.getDeprecation().getSuccessor()).isEqualTo(next);
        assertThat(deprecated.getDeprecation().getSunsetTime().getSeconds()).isEqualTo(sunset.getEpochSecond());
    }

    private boolean retire() {
        return publishing
                        .retireProduct(RetireProductRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setProduct(old)
                                .build())
                        .getProduct()
                        .getState()
                == LifecycleState.LIFECYCLE_STATE_RETIRED;
    }

    private void apply(String version, String properties, String... confirmed) {
        var unused = publishing.applyProduct(ApplyProductRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setProduct(product(version))
                .addContracts(contract(version, properties))
                .addAllConfirmedRemovals(List.of(confirmed))
                .build());
    }

    private Document product(String version) {
        return document("p.odps.yaml", OrderDocuments.product(version));
    }

    private Document contract(String version, String properties) {
        return document("c.odcs.yaml", OrderDocuments.contract(version).replace(ID, properties) + NO_NOTICE);
    }

    private Document document(String fileName, String text) {
        return Document.newBuilder()
                .setFileName(fileName)
                .setContent(ByteString.copyFromUtf8(text.replace("orders", port)))
                .build();
    }
}
