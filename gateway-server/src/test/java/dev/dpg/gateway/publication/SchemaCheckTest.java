package dev.dpg.gateway.publication;

import static dev.dpg.gateway.fakes.OrderDocuments.SALES;
import static dev.dpg.gateway.fakes.OrderDocuments.contract;
import static dev.dpg.gateway.fakes.OrderDocuments.document;
import static dev.dpg.gateway.fakes.OrderDocuments.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.codec.SchemaSource.Reference;
import dev.dpg.gateway.fakes.FakeCatalogWriter;
import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.fakes.FakeSchemas;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Publishing contracts whose schemas are in a registry. */
class SchemaCheckTest {
    private static final String SUBJECT = "sales.orders-value";
    private static final String ORDER =
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"order_id\",\"type\":\"string\"}]}";
    private static final String REGISTRY = "customProperties: [{property: schemaRegistry, value: main}]\n";

    private final FakeSchemas schemas = new FakeSchemas();
    private final Publisher publisher = new Publisher(
            new DocumentCheck(List.of(SALES), new FakeClusters("sales.orders"), schemas),
            LiveReaders.NONE,
            new FakeCatalogWriter(),
            InstantSource.fixed(Instant.EPOCH));

    @Test
    void theNewestSchemaIsKeptWithTheVersion() {
        schemas.register(7, PayloadFormat.AVRO, ORDER).newest(SUBJECT, 7);

        assertThat(published("avro")).isEqualTo(new SchemaOrigin(Framing.CONFLUENT, "main", SUBJECT, ORDER, ""));
    }

    @Test
    void whatAnAvroSchemaNamesIsKeptInIt() {
        schemas.register(
                        1,
                        PayloadFormat.AVRO,
                        "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"order_id\",\"type\":\"string\"},"
                                + "{\"name\":\"line\",\"type\":\"Line\"}]}",
                        new Reference("Line", "{\"type\":\"record\",\"name\":\"Line\",\"fields\":[]}"))
                .newest(SUBJECT, 1);
        assertThat(published("avro").text())
                .contains("{\"type\":\"record\",\"name\":\"Line\",\"fields\":[]}")
                .contains("\"Order\"");
    }

    @Test
    void whatAProtobufSchemaImportsIsKeptWithIt() {
        schemas.register(
                        2,
                        PayloadFormat.PROTOBUF,
                        "syntax = \"proto3\"; import \"line.proto\"; message Order { string order_id = 1; Line line = 2; }",
                        new Reference("line.proto", "syntax = \"proto3\"; message Line { int32 quantity = 1; }"))
                .newest(SUBJECT, 2);
        assertThat(ProtobufSchema.ofText(published("protobuf").text(), Map.of(), "")
                        .message()
                        .findFieldByName("line")
                        .getMessageType()
                        .findFieldByName("quantity"))
                .isNotNull();
    }

    @Test
    void aSubjectThatIsNotThereIsFound() {
        assertThat(violation("avro"))
                .isEqualTo(new FieldViolation(
                        "orders.odcs.yaml:15:54 customProperties[0].value",
                        "contract.schema.subject",
                        "The schema registry \"main\" has no subject \"" + SUBJECT
                                + "\". Register the schema first, or name its subject in the custom property"
                                + " schemaSubject."));
    }

    @Test
    void aSchemaOfAnotherFormatIsFound() {
        schemas.register(7, PayloadFormat.JSON, "{}").newest(SUBJECT, 7);

        assertThat(violation("avro").rule()).isEqualTo("contract.schema.text");
    }

    @Test
    void aPropertyThatTheSchemaDoesNotHaveIsFoundAtItsPlace() {
        schemas.register(7, PayloadFormat.AVRO, ORDER.replace("order_id", "orderid"))
                .newest(SUBJECT, 7);

        FieldViolation violation = violation("avro");
        assertThat(violation.rule()).isEqualTo("contract.schema.property");
        assertThat(violation.field()).isEqualTo("orders.odcs.yaml:14:22 schema[0].properties[0].logicalType");
        assertThat(violation.description()).contains("Did you mean \"orderid\"?");
    }

    @Test
    void aRegistryThatDoesNotAnswerStopsOnlyWhatIsOtherwiseRight() {
        schemas.down(true);

        Problem down = refused("avro");
        assertThat(down.reason()).isEqualTo(Reason.REGISTRY_DOWN);
        assertThat(down.retryAfter()).isPresent();
        Problem wrong = refusal(documentOf("avro").replace("logicalType: string", "logicalType: sting"));
        assertThat(wrong.reason()).isEqualTo(Reason.BAD_CONTRACT);
        assertThat(wrong.details()).hasSize(1);
    }

    private SchemaOrigin published(String format) {
        Publication publication = publisher.apply(request(documentOf(format)));
        return publication.ports().get(0).port().schema();
    }

    private FieldViolation violation(String format) {
        Problem problem = refused(format);
        assertThat(problem.reason()).isEqualTo(Reason.BAD_CONTRACT);
        assertThat(problem.details()).hasSize(1);
        return (FieldViolation) problem.details().get(0);
    }

    private Problem refused(String format) {
        return refusal(documentOf(format));
    }

    private Problem refusal(String contract) {
        return catchThrowableOfType(ProblemException.class, () -> publisher.apply(request(contract)))
                .problem();
    }

    private static String documentOf(String format) {
        return contract("1.0.0")
                        .replace(
                                "schema:\n",
                                "servers: [{server: a, type: kafka, host: b, format: " + format + "}]\nschema:\n")
                + REGISTRY;
    }

    private static PublishRequest request(String contract) {
        return new PublishRequest(
                "r", document("orders.odps.yaml", product("1.0.0")), List.of(document("orders.odcs.yaml", contract)));
    }
}
