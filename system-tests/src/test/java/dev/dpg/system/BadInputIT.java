package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Texts;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.DecodeError;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame.FrameCase;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong is told with a status, a reason and what to do, and hurts nothing else. */
class BadInputIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int RECORD_BYTES_MAX = 2048;

    @RegisterExtension
    private final Resources resources = new Resources();

    private final Topics topics = resources.add(new Topics(SharedBroker.bootstrapServers()));
    /** In topic and product names, so that no test meets what another one left. */
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    private final TestProduct product = TestProduct.named("input_" + unique);
    private Connection gateway;

    @BeforeEach
    void publish() {
        GatewaySetup setup =
                GatewaySetup.on(SharedBroker.bootstrapServers()).with("record-bytes-max: " + RECORD_BYTES_MAX);
        gateway = Connection.to(InProcessGateway.start(setup, resources).address(), resources)
                .awaitReady();
        topics.create(product.topic(), 1);
        gateway.publish(product);
    }

    @Test
    void anUnknownProductIsNotFound() {
        Refusal refusal = refusalOf(request("elsewhere.entirely_different"));

        assertRefused(refusal, Status.Code.NOT_FOUND, "PRODUCT_NOT_FOUND");
        assertThat(refusal.message()).contains("elsewhere.entirely_different", "ListProducts");
    }

    @Test
    void aMisspeltProductIsAnsweredWithTheNearestName() {
        Refusal refusal = refusalOf(request(product.name().replace("input", "inptu")));

        assertRefused(refusal, Status.Code.NOT_FOUND, "PRODUCT_NOT_FOUND");
        assertThat(refusal.message()).contains("did you mean \"" + product.name());
        assertThat(refusal.metadata().get("nearest")).startsWith(product.name());
    }

    @Test
    void aDamagedTokenIsRefused() {
        String token = tokenOf(product);
        String damaged = token.substring(0, token.length() / 2) + token.substring(token.length() / 2 + 1);

        assertRefused(refusalOf(from(product, damaged)), Status.Code.INVALID_ARGUMENT, "BAD_TOKEN");
        assertRefused(refusalOf(from(product, "no token at all")), Status.Code.INVALID_ARGUMENT, "BAD_TOKEN");
    }

    @Test
    void aTokenOfAnotherProductIsRefused() {
        TestProduct other = TestProduct.named("other_" + unique);
        topics.create(other.topic(), 1);
        gateway.publish(other);

        Refusal refusal = refusalOf(from(product, tokenOf(other)));

        assertRefused(refusal, Status.Code.INVALID_ARGUMENT, "BAD_TOKEN");
        assertThat(refusal.message()).contains(other.name() + ".v1", product.name() + ".v1");
    }

    @Test
    void aTokenOfATopicThatWasCreatedAnewIsRefused() {
        String token = tokenOf(product);
        topics.delete(product.topic());
        topics.create(product.topic(), 1);

        await().atMost(TIMEOUT).untilAsserted(() -> {
            Refusal refusal = refusalOf(from(product, token));
            assertRefused(refusal, Status.Code.FAILED_PRECONDITION, "TOPIC_RECREATED");
            assertThat(refusal.message()).contains("EDGE_EARLIEST");
        });
        Texts.write(SharedBroker.bootstrapServers(), product.topic(), List.of("{\"id\":\"new\"}"));
        assertThat(recordsOf(product)).extracting(Record::getJson).containsExactly("{\"id\":\"new\"}");
    }

    @Test
    void aNegativeLimitIsRefused() {
        Refusal refusal =
                refusalOf(request(product.name()).toBuilder().setLimit(-1).build());

        assertRefused(refusal, Status.Code.INVALID_ARGUMENT, "BAD_REQUEST");
        assertThat(refusal.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.getField()).isEqualTo("limit"));
    }

    @Test
    void aRecordThatIsNotJsonSaysSoAndTheNextOneFollows() {
        Texts.write(
                SharedBroker.bootstrapServers(),
                product.topic(),
                List.of("{\"id\":\"first\"}", "{\"id\": secret", "{\"id\":\"next\"}"));

        List<Record> records = recordsOf(product);

        assertThat(records).extracting(Record::getJson).containsExactly("{\"id\":\"first\"}", "", "{\"id\":\"next\"}");
        assertThat(records.get(1).getDecodeError()).satisfies(error -> {
            assertThat(error.getReason()).isEqualTo(DecodeError.Reason.REASON_INVALID_VALUE);
            assertThat(error.getMessage()).isNotEmpty().doesNotContain("secret");
        });
    }

    @Test
    void aRecordAboveTheLimitComesWithoutItsContentAndTheNextOneFollows() {
        String large = "{\"id\":\"" + "x".repeat(RECORD_BYTES_MAX) + "\"}";
        Texts.write(SharedBroker.bootstrapServers(), product.topic(), List.of(large, "{\"id\":\"next\"}"));

        List<Record> records = recordsOf(product);

        assertThat(records).extracting(Record::getJson).containsExactly("", "{\"id\":\"next\"}");
        assertThat(records.get(0).getDecodeError().getReason()).isEqualTo(DecodeError.Reason.REASON_TOO_LARGE);
    }

    @Test
    void aTopicOutsideTheDomainsPrefixesCannotBePublished() {
        String foreign = "foreign." + unique;
        topics.create(foreign, 1);

        Refusal refusal =
                refusalOf(TestProduct.named("greedy_" + unique).onTopic(foreign).request());

        assertRefused(refusal, Status.Code.INVALID_ARGUMENT, "BAD_CONTRACT");
        assertThat(refusal.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.getDescription()).contains("test."));
    }

    @Test
    void aTopicThatDoesNotExistIsNotMadeByPublishing() {
        Refusal refusal = refusalOf(TestProduct.named("absent_" + unique).request());

        assertRefused(refusal, Status.Code.INVALID_ARGUMENT, "BAD_CONTRACT");
        assertThat(refusal.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.getDescription()).contains("test.absent_" + unique));
    }

    @Test
    void aDocumentThatIsNotYamlIsRefusedWithItsFileAndLine() {
        ApplyProductRequest request = product.request().toBuilder()
                .setProduct(TestProduct.document("broken.odps.yaml", "kind: DataProduct\nid: [a, b\nname: x\n"))
                .build();

        Refusal refusal = refusalOf(request);

        assertRefused(refusal, Status.Code.INVALID_ARGUMENT, "BAD_CONTRACT");
        assertThat(refusal.violations())
                .anySatisfy(violation -> assertThat(violation.getField()).startsWith("broken.odps.yaml:3"));
    }

    private static void assertRefused(Refusal refusal, Status.Code code, String reason) {
        assertThat(refusal.reason()).as(refusal.message()).isEqualTo(reason);
        assertThat(refusal.code()).isEqualTo(code);
    }

    private static ReadRequest request(String product) {
        return ReadRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .build();
    }

    private static ReadRequest from(TestProduct product, String token) {
        return ReadRequest.newBuilder()
                .setProduct(product.name())
                .setStart(Start.newBuilder().setResumeToken(token))
                .build();
    }

    private Refusal refusalOf(ReadRequest request) {
        return endOf(gateway.read(request).flow());
    }

    private Refusal refusalOf(ApplyProductRequest request) {
        StatusRuntimeException thrown = catchThrowableOfType(
                StatusRuntimeException.class, () -> gateway.products().applyProduct(request));
        assertThat(thrown).as("nothing was refused").isNotNull();
        return Refusal.of(thrown);
    }

    private String tokenOf(TestProduct of) {
        RawStream stream = gateway.read(request(of.name())).flow();
        assertThat(endOf(stream).code()).isEqualTo(Status.Code.OK);
        return stream.frame(FrameCase.END).orElseThrow().getEnd().getResumeToken();
    }

    private List<Record> recordsOf(TestProduct of) {
        RawStream stream = gateway.read(request(of.name())).flow();
        assertThat(endOf(stream).code()).isEqualTo(Status.Code.OK);
        return stream.firstRecords();
    }

    private static Refusal endOf(RawStream stream) {
        return stream.ended().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
