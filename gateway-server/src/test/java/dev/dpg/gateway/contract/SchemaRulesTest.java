package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.document;
import static dev.dpg.gateway.contract.Samples.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a contract may say of its schemas. */
class SchemaRulesTest {
    private static final String SCHEMA = """
            {"type":"record","name":"Order","fields":[
              {"name":"id","type":"string"},
              {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"note","type":["null","string"]},
              {"name":"placed","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"lines","type":{"type":"array","items":{"type":"record","name":"Line","fields":[
                {"name":"quantity","type":"int"}]}}},
              {"name":"labels","type":{"type":"map","values":"string"}},
              {"name":"either","type":["int","string"]}]}""";

    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: sales-orders
            name: Orders
            version: 1.2.0
            status: active
            servers:
              - server: main
                type: kafka
                host: kafka.example.com:9092
                format: avro
            schema:
              - name: order
                physicalType: topic
                physicalName: sales.orders
                properties:
                  - name: id
                    logicalType: string
                  - name: amount
                    logicalType: number
                    physicalType: decimal(9,2)
                  - name: note
                    logicalType: string
                  - name: placed
                    logicalType: timestamp
                  - name: lines
                    logicalType: array
                    items:
                      logicalType: object
                      properties:
                        - name: quantity
                          logicalType: number
                  - name: labels
                    logicalType: object
                  - name: either
                    logicalType: object
            customProperties:
            """;

    private static final String INLINE = CONTRACT + property("schema", SCHEMA);

    @Test
    void aRegistryIsNamedAndTheRestFollows() {
        assertThat(origin(CONTRACT + property("schemaRegistry", "main"), "main", "other"))
                .isEqualTo(new SchemaOrigin(Framing.CONFLUENT, "main", "sales.orders-value", "", ""));
    }

    @Test
    void theOnlyRegistryNeedNotBeNamed() {
        assertThat(origin(CONTRACT + property("schemaFraming", "confluent"), "main"))
                .isEqualTo(new SchemaOrigin(Framing.CONFLUENT, "main", "sales.orders-value", "", ""));
        assertThat(origin(CONTRACT + property("schemaSubject", "Orders"), "main"))
                .isEqualTo(new SchemaOrigin(Framing.CONFLUENT, "main", "Orders", "", ""));
    }

    @Test
    void valuesMayBePlainThoughTheirSchemaIsInARegistry() {
        assertThat(origin(CONTRACT + property("schemaRegistry", "main") + property("schemaFraming", "none"), "main"))
                .isEqualTo(new SchemaOrigin(Framing.NONE, "main", "sales.orders-value", "", ""));
    }

    @Test
    void theSchemaMayStandInTheContract() {
        assertThat(origin(INLINE)).isEqualTo(new SchemaOrigin(Framing.NONE, "", "", SCHEMA, ""));
        assertThat(origin(INLINE + property("schemaRegistry", "main"), "main"))
                .isEqualTo(new SchemaOrigin(Framing.CONFLUENT, "main", "", SCHEMA, ""));
    }

    @Test
    void jsonNeedsNoSchemaAndMayBeFramedAllTheSame() {
        String json = changed(CONTRACT, "format: avro", "format: json").replace("customProperties:\n", "");
        assertThat(origin(json)).isEqualTo(SchemaOrigin.NONE);
        assertThat(origin(json + "customProperties:\n" + property("schemaRegistry", "main"), "main")
                        .framing())
                .isEqualTo(Framing.CONFLUENT);
    }

    @Test
    void withoutAGatewayEveryRegistryMayBeNamed() {
        LintResult result = DocumentLint.offline()
                .lint(
                        document("p.odps.yaml", PRODUCT),
                        List.of(document("0.odcs.yaml", CONTRACT + property("schemaRegistry", "anything"))));

        assertThat(result.findings()).noneMatch(finding -> finding.rule().id().startsWith("contract.schema."));
    }

    @Test
    void avroAndProtobufNeedASchema() {
        String without = CONTRACT.replace("customProperties:\n", "");
        only(lint(without, "main"), Rule.CONTRACT_SCHEMA_ORIGIN, "0.odcs.yaml:8:3 servers");
        only(
                lint(changed(without, "format: avro", "format: protobuf"), "main"),
                Rule.CONTRACT_SCHEMA_ORIGIN,
                "0.odcs.yaml:8:3 servers");
    }

    @Test
    void aRegistryIsOneThatTheGatewayKnows() {
        Finding unknown = only(
                lint(CONTRACT + property("schemaRegistry", "mian"), "main", "other"),
                Rule.CONTRACT_SCHEMA_REGISTRY,
                "0.odcs.yaml:39:12 customProperties[0].value");
        assertThat(unknown.remedy()).isEqualTo("Did you mean \"main\"?");

        Finding several = only(
                lint(CONTRACT + property("schemaSubject", "a"), "main", "other"),
                Rule.CONTRACT_SCHEMA_REGISTRY,
                "0.odcs.yaml:39:12 customProperties[0].value");
        assertThat(several.remedy()).contains("main, other");

        Finding none = only(
                lint(CONTRACT + property("schemaFraming", "confluent")),
                Rule.CONTRACT_SCHEMA_REGISTRY,
                "0.odcs.yaml:39:12 customProperties[0].value");
        assertThat(none.remedy()).contains("registries.<name>.url");
    }

    @Test
    void whatDoesNotGoTogetherIsFound() {
        only(
                lint(INLINE + property("schemaFraming", "confluetn"), "main"),
                Rule.CONTRACT_SCHEMA_FRAMING,
                "0.odcs.yaml:50:12 customProperties[1].value");
        only(
                lint(INLINE + property("schemaSubject", "a"), "main"),
                Rule.CONTRACT_SCHEMA_ORIGIN,
                "0.odcs.yaml:50:12 customProperties[1].value");
        only(
                lint(INLINE + property("schemaMessage", "a.B"), "main"),
                Rule.CONTRACT_SCHEMA_MESSAGE,
                "0.odcs.yaml:50:12 customProperties[1].value");
    }

    @Test
    void aTextThatIsNoSchemaIsFound() {
        for (String text : List.of("nonsense", "{\"type\":\"recrod\"}", "\"string\"", "[".repeat(5_000))) {
            Finding finding = only(
                    lint(CONTRACT + property("schema", text)),
                    Rule.CONTRACT_SCHEMA_TEXT,
                    "0.odcs.yaml:39:12 customProperties[0].value");
            assertThat(finding.message()).hasSizeLessThan(600).doesNotContain("..");
        }
        String protobuf = changed(CONTRACT, "format: avro", "format: protobuf");
        only(
                lint(protobuf + property("schema", "message {")),
                Rule.CONTRACT_SCHEMA_TEXT,
                "0.odcs.yaml:39:12 customProperties[0].value");
        only(
                lint(protobuf
                        + property("schema", "syntax = \"proto3\"; message A { string id = 1; }")
                        + property("schemaMessage", "B")),
                Rule.CONTRACT_SCHEMA_TEXT,
                "0.odcs.yaml:39:12 customProperties[0].value");
    }

    @Test
    void everyPropertyIsInTheSchemaAsWhatTheContractSays() {
        Finding misspelt = only(
                lint(changed(INLINE, "- name: note", "- name: notes")),
                Rule.CONTRACT_SCHEMA_PROPERTY,
                "0.odcs.yaml:23:22 schema[0].properties[2].logicalType");
        assertThat(misspelt.message()).isEqualTo("The schema has no property \"notes\".");
        assertThat(misspelt.remedy()).isEqualTo("Did you mean \"note\"?");

        Finding nested = only(
                lint(changed(INLINE, "- name: quantity", "- name: size")),
                Rule.CONTRACT_SCHEMA_PROPERTY,
                "0.odcs.yaml:32:28 schema[0].properties[4].items.properties[0].logicalType");
        assertThat(nested.message()).contains("\"lines[].size\"");

        Finding other = only(
                lint(changed(INLINE, "logicalType: timestamp", "logicalType: date")),
                Rule.CONTRACT_SCHEMA_PROPERTY,
                "0.odcs.yaml:25:22 schema[0].properties[3].logicalType");
        assertThat(other.message())
                .isEqualTo("The property \"placed\" is date in the contract and timestamp in the schema.");
        assertThat(other.remedy()).contains("\"logicalType: timestamp\"");
    }

    @Test
    void whatIsWithinAPropertyThatIsWrongIsNotFoundAsWell() {
        only(
                lint(changed(INLINE, "- name: lines", "- name: line")),
                Rule.CONTRACT_SCHEMA_PROPERTY,
                "0.odcs.yaml:27:22 schema[0].properties[4].logicalType");
    }

    private static SchemaOrigin origin(String contract, String... registries) {
        LintResult result = result(contract, registries);
        assertThat(result.findings()).filteredOn(Finding::blocks).isEmpty();
        return result.ports().get(0).schema();
    }

    private static List<Finding> lint(String contract, String... registries) {
        return result(contract, registries).findings();
    }

    private static LintResult result(String contract, String... registries) {
        return new DocumentLint(Samples.DOMAINS, List.of(registries))
                .lint(document("p.odps.yaml", PRODUCT), List.of(document("0.odcs.yaml", contract)));
    }

    private static String property(String name, String value) {
        String lines = value.contains("\n") ? "|-\n" + value.indent(6).stripTrailing() : "'" + value + "'";
        return "  - property: " + name + "\n    value: " + lines + "\n";
    }
}
