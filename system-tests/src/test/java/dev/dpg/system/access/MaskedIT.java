package dev.dpg.system.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.FreePorts;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.TokenIssuer;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.AccessTerms;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.ExplainAccessRequest;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Opened;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is masked and withheld reaches nobody who may not have it: no client, log, metric or error. */
@Tag("access")
class MaskedIT {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String CANARY = "canary-7f3a";
    private static final String DENIED = "denied-91c2";
    private static final int RECORDS = 20;

    private static final String ODPS = """
            apiVersion: v1.0.0
            kind: DataProduct
            id: %1$s
            name: %1$s
            version: 1.0.0
            status: active
            domain: sales
            outputPorts:
              - name: %1$s
                version: 1.0.0
                contractId: sales-%1$s
            """;
    private static final String ODCS = """
            apiVersion: v3.1.0
            kind: DataContract
            id: sales-%1$s
            name: %1$s
            version: 1.0.0
            status: active
            description:
              purpose: Made for a test.
            schema:
              - name: customer
                physicalType: topic
                physicalName: sales.%1$s
                properties:
                  - name: country
                    logicalType: string
                  - name: email
                    logicalType: string
                    classification: confidential
                    tags: [pii.email]
                    customProperties: [{property: masking, value: hash}]
                  - name: iban
                    logicalType: string
                    classification: restricted
                    tags: [pii.iban]
                    customProperties: [{property: masking, value: redact}]
                  - name: born
                    logicalType: string
                    customProperties: [{property: masking, value: "truncate:4"}]
                  - name: address
                    logicalType: object
                    properties:
                      - name: street
                        logicalType: string
                        customProperties: [{property: masking, value: "null"}]
                      - name: city
                        logicalType: string
            """;

    @RegisterExtension
    private final Resources resources = new Resources();

    private GatewayProcess gateway;
    private Mesh mesh;
    private int metricsPort;
    private final String port = "customers_masked_" + NUMBER.incrementAndGet();
    private final String product = "sales." + port;

    @BeforeEach
    void publish() throws Exception {
        TokenIssuer issuer = TokenIssuer.start(resources);
        metricsPort = FreePorts.find(1).get(0);
        gateway = GatewayProcess.start(
                Mesh.setup(SharedBroker.bootstrapServers(), issuer).withMetricsOn(metricsPort), resources);
        mesh = new Mesh(issuer, List.of(gateway.address()), resources);
        Connection.to(gateway.address(), resources).awaitReady();
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(product, 1);
        var unused = mesh.owner("sales")
                .products()
                .applyProduct(ApplyProductRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setProduct(TestProduct.document("p.odps.yaml", ODPS.formatted(port)))
                        .addContracts(TestProduct.document("c.odcs.yaml", ODCS.formatted(port)))
                        .build());
        write();
    }

    @Test
    void nobodySeesWhatIsMaskedOrWithheld() throws Exception {
        Connection billing = mesh.application("billing", "billing-team", "finance");
        Connection reports = mesh.application("reports", "analysts", "finance");
        AccessTerms.Builder terms =
                AccessTerms.newBuilder().setProduct(product).setPurpose("tests").setRows("value.country == 'DE'");
        Mesh.approve(mesh.owner("sales"), Mesh.ask(billing, terms));
        Mesh.approve(mesh.owner("sales"), Mesh.ask(reports, terms));

        List<Record> json = records(billing, Encoding.ENCODING_JSON);
        List<Record> message = records(billing, Encoding.ENCODING_PROTOBUF);
        List<Record> others = records(reports, Encoding.ENCODING_JSON);

        assertThat(json)
                .hasSize(RECORDS / 2)
                .allSatisfy(record -> assertThat(record.getJson())
                        .matches(
                                "\\{\"country\":\"DE\",\"email\":\"[0-9a-f]{32}\",\"iban\":\"\\*{3}\",\"born\":\"1970\","
                                        + "\"address\":\\{\"street\":null,\"city\":\"Ulm\"\\}\\}"));
        assertThat(message).hasSize(RECORDS / 2);
        assertThat(others.get(0).getJson()).isNotEqualTo(json.get(0).getJson());
        List<String> seen = new ArrayList<>();
        for (List<Record> read : List.of(json, message, others)) {
            read.forEach(record -> seen.add(record.toByteString().toString(StandardCharsets.ISO_8859_1)));
        }
        seen.addAll(refusals(billing));
        seen.add(metrics());
        seen.add(mesh.owner("sales").access().explainAccess(explain()).toString());
        assertThat(billing.access().explainAccess(explain()).getMaskedFieldsList())
                .containsExactlyInAnyOrder("email", "iban", "born", "address.street");
        RawStream stream = billing.read(read(Encoding.ENCODING_JSON).build()).flow();
        stream.ended().get(60, TimeUnit.SECONDS);
        Opened opened = stream.frame(Frame.FrameCase.OPENED).orElseThrow().getOpened();
        assertThat(opened.getMaskedFieldsList()).containsExactly("address.street", "born", "email", "iban");
        assertThat(opened.getRows()).isEqualTo("value.country == 'DE'");
        assertThat(opened.hasAccessEndTime()).isTrue();
        assertThat(seen).noneMatch(text -> text.contains(CANARY) || text.contains(DENIED));
        assertThat(gateway.logLines(CANARY)).isEmpty();
        assertThat(gateway.logLines(DENIED)).isEmpty();
        assertThat(gateway.logLines("billing")).as("the log is the gateway's").isNotNull();
    }

    @Test
    void anOwnerSeesEverythingAndAMemberOfTheDomainSeesItMasked() throws Exception {
        List<Record> owners = records(mesh.owner("sales"), Encoding.ENCODING_JSON);
        List<Record> members = records(mesh.application("packing", "warehouse", "sales"), Encoding.ENCODING_JSON);

        assertThat(owners).hasSize(RECORDS).allMatch(record -> record.getJson().contains(CANARY));
        assertThat(members)
                .hasSize(RECORDS)
                .noneMatch(record -> record.getJson().contains(CANARY));
    }

    @Test
    void restrictedPropertiesAreUnmaskedByTwoOwnersOfTheDomain() throws Exception {
        Connection billing = mesh.application("billing", "billing-team", "finance");
        var asked = Mesh.ask(
                billing,
                AccessTerms.newBuilder().setProduct(product).setPurpose("tests").addUnmaskedFields("iban"));
        assertThat(asked.getApprovalsMissing()).isEqualTo(2);
        assertThat(Mesh.approve(mesh.person("stella", "compliance"), asked).getApprovalsMissing())
                .isOne();
        Mesh.approve(mesh.owner("sales"), asked);

        assertThat(records(billing, Encoding.ENCODING_JSON))
                .hasSize(RECORDS)
                .allMatch(record -> record.getJson().contains(CANARY + "-iban"))
                .noneMatch(record -> record.getJson().contains(CANARY + "-street"));
    }

    /** What would tell is refused, and its refusal does not tell either. */
    private List<String> refusals(Connection reader) throws Exception {
        List<String> refusals = new ArrayList<>();
        for (ReadRequest request : List.of(
                read(Encoding.ENCODING_RAW).build(),
                read(Encoding.ENCODING_KAFKA_BATCH).build(),
                read(Encoding.ENCODING_JSON)
                        .setFilter("value.email.startsWith('" + CANARY.substring(0, 3) + "')")
                        .build(),
                read(Encoding.ENCODING_JSON)
                        .setFilter("value.address.street == 'x'")
                        .build())) {
            Refusal refusal = reader.read(request).flow().ended().get(60, TimeUnit.SECONDS);
            assertThat(refusal.reason()).as(request.toString()).isEqualTo("FIELD_DENIED");
            refusals.add(refusal.toString());
        }
        return refusals;
    }

    private List<Record> records(Connection reader, Encoding encoding) throws Exception {
        RawStream stream = reader.read(read(encoding).build()).flow();
        Refusal end = stream.ended().get(60, TimeUnit.SECONDS);
        assertThat(end.message()).isEmpty();
        assertThat(stream.frame(Frame.FrameCase.END)).isPresent();
        assertThat(stream.frame(Frame.FrameCase.END).get().getEnd().getScannedRecords())
                .as("what is withheld is not counted")
                .isEqualTo(stream.records());
        return stream.firstRecords();
    }

    private ReadRequest.Builder read(Encoding encoding) {
        return ReadRequest.newBuilder()
                .setProduct(product)
                .setEncoding(encoding)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST));
    }

    private ExplainAccessRequest explain() {
        return ExplainAccessRequest.newBuilder().setProduct(product).build();
    }

    private String metrics() throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metricsPort + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private void write() {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()));
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                String country = i % 2 == 0 ? "DE" : "FR-" + DENIED;
                String value =
                        ("{\"country\":\"%s\",\"email\":\"%2$s-%3$d@example.org\",\"iban\":\"%2$s-iban\",\"born\":"
                                        + "\"1970-%2$s\",\"address\":{\"street\":\"%2$s-street\",\"city\":\"Ulm\"}}")
                                .formatted(country, CANARY, i);
                var unused = producer.send(new ProducerRecord<>(product, 0, "\"" + CANARY + "-" + i + "\"", value));
            }
        }
    }
}
