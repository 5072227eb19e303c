package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.changed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad documents, each made of a good one by one change, with the rule that refuses it. */
class BadDocumentsTest {
    /** Columns: what is written, what takes its place, the rule, and what the published JSON Schema says of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            apiVersion: v1.0.0              | apiVersion: v0.9.0                  | DOCUMENT_API_VERSION    | accepts
            apiVersion: v1.0.0              | apiVersion: 1                       | DOCUMENT_NODE_KIND      | rejects
            kind: DataProduct               | kind: Product                       | DOCUMENT_KIND           | rejects
            id: orders                      | ID: orders                          | PRODUCT_ID              | rejects
            name: Orders                    | title: Orders                       | DOCUMENT_UNKNOWN_KEY    | rejects
            name: Orders                    | name: [Orders]                      | DOCUMENT_NODE_KIND      | rejects
            status: active                  | status: bananas                     | PRODUCT_STATUS          | accepts
            status: active                  | status: NO                          | PRODUCT_STATUS          | accepts
            status: active                  | status: true                        | DOCUMENT_NODE_KIND      | rejects
            domain: sales                   | domain: unheard_of                  | PRODUCT_DOMAIN          | accepts
            domain: sales                   | domain: null                        | PRODUCT_DOMAIN          | rejects
            2026-01-31T13:30:00Z            | yesterday                           | DOCUMENT_VALUE          | accepts
            https://example.com/sbom        | not a uri                           | DOCUMENT_VALUE          | accepts
            role: owner                     | role: steward                       | PRODUCT_OWNER           | accepts
            contractId: sales-orders        | contractId: other                   | PORT_CONTRACT           | accepts
            `username: bob@example.com, `   | ``                                  | DOCUMENT_REQUIRED       | rejects
            `content: observability, `      | ``                                  | DOCUMENT_REQUIRED       | rejects
            tags: [orders]                  | tags: orders                        | DOCUMENT_NODE_KIND      | rejects
            """)
    void ofProducts(String from, String to, Rule rule, String schema) {
        String bad = changed(RichDocuments.PRODUCT, from, to);

        assertThat(rulesOf(Samples.lint(bad, RichDocuments.CONTRACT))).contains(rule);
        assertThat(Standards.accepts(Standards.product(), Tree.of(bad))).isEqualTo(schema.equals("accepts"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            apiVersion: v3.1.0              | apiVersion: v3.0.2                  | DOCUMENT_API_VERSION    | accepts
            kind: DataContract              | kind: dataContract                  | DOCUMENT_KIND           | rejects
            version: 1.2.0                  | version: not-semver                 | CONTRACT_VERSION        | accepts
            version: 1.2.0                  | version: 1.2                        | CONTRACT_VERSION        | rejects
            version: 1.2.0                  | version: 1.2.1                      | PORT_CONTRACT_VERSION   | accepts
            status: active                  | status: bananas                     | CONTRACT_STATUS         | accepts
            domain: sales                   | domian: sales                       | DOCUMENT_UNKNOWN_KEY    | rejects
            `host: kafka.example.com:9092`  | environment: dev                    | DOCUMENT_DUPLICATE_KEY  | -
            type: s3                        | type: floppy                        | DOCUMENT_VALUE          | rejects
            `location: "s3://bucket/path", `| ``                                  | DOCUMENT_REQUIRED       | rejects
            port: 5432                      | port: many                          | DOCUMENT_NODE_KIND      | rejects
            environment: prod               | topic: sales.orders                 | DOCUMENT_UNKNOWN_KEY    | rejects
            physicalType: topic             | physicalType: table                 | CONTRACT_PHYSICAL_TYPE  | accepts
            physicalName: sales.orders      | physicalName: stock.orders          | CONTRACT_TOPIC_PREFIX   | accepts
            physicalName: sales.orders      | physicalName: sales orders          | CONTRACT_TOPIC          | accepts
            value: order_id                 | value: order                        | CONTRACT_KAFKA_KEY      | accepts
            primaryKey: true                | primaryKey: yes                     | DOCUMENT_NODE_KIND      | rejects
            primaryKeyPosition: 1           | primaryKeyPosition: first           | DOCUMENT_NODE_KIND      | rejects
            metric: rowCount                | metric: rows                        | DOCUMENT_VALUE          | rejects
            mustBeGreaterThan: 0            | mustBeGreaterThan: none             | DOCUMENT_NODE_KIND      | rejects
            `mustBeGreaterThan: 0, `        | ``                                  | DOCUMENT_VALUE          | rejects
            `mustBeBetween: [0, 10]`        | `mustBeBetween: [0]`                | DOCUMENT_VALUE          | rejects
            `mustBeBetween: [0, 10]`        | `mustBeBetween: [1, 1]`             | DOCUMENT_VALUE          | rejects
            dimension: completeness         | dimension: beauty                   | DOCUMENT_VALUE          | rejects
            engine: cel                     | enigne: cel                         | DOCUMENT_UNKNOWN_KEY    | rejects
            minLength: 1                    | minLength: -1                       | DOCUMENT_VALUE          | rejects
            `format: f64`                   | `format: f16`                       | DOCUMENT_VALUE          | rejects
            multipleOf: 0.5                 | multipleOf: 0                       | DOCUMENT_VALUE          | rejects
            timezone: true                  | maxLength: 3                        | DOCUMENT_UNKNOWN_KEY    | rejects
            `required: [country]`           | `required: []`                      | DOCUMENT_VALUE          | rejects
            logicalType: time,              | logicalType: hour,                  | PROPERTY_TYPE           | rejects
            `{property: masking, value: hash}` | `{property: mask, value: hash}`  | PROPERTY_MASK           | accepts
            priceAmount: 9.95               | priceAmount: cheap                  | DOCUMENT_NODE_KIND      | rejects
            role: reader, access: read, first | access: read, first               | DOCUMENT_REQUIRED       | rejects
            unit: s,                        | unit: m,                            | CONTRACT_SLA_UNIT       | accepts
            unit: s,                        | ``                                  | CONTRACT_SLA_UNIT       | accepts
            unit: s,                        | unit: parsec,                       | CONTRACT_SLA_UNIT       | accepts
            element: order.at               | element: order.email                | CONTRACT_SLA_ELEMENT    | accepts
            element: order.at               | element: order.then                 | CONTRACT_SLA_ELEMENT    | accepts
            property: retention             | name: retention                     | DOCUMENT_REQUIRED       | rejects
            value: 14                       | value: -14                          | CONTRACT_NOTICE         | accepts
            """)
    void ofContracts(String from, String to, Rule rule, String schema) {
        String bad = changed(RichDocuments.CONTRACT, from, to);

        assertThat(rulesOf(Samples.lint(RichDocuments.PRODUCT, bad))).contains(rule);
        if (!schema.equals("-")) {
            assertThat(Standards.accepts(Standards.contract(), Tree.of(bad))).isEqualTo(schema.equals("accepts"));
        }
    }

    @Test
    void aContractWithoutASchemaIsRefusedThoughTheStandardAcceptsIt() {
        String bad = Samples.CONTRACT.replaceAll("(?s)schema:\n.*\ncustomProperties:", "customProperties:");

        assertThat(Standards.accepts(Standards.contract(), Tree.of(bad))).isTrue();
        assertThat(rulesOf(Samples.lint(Samples.PRODUCT, bad))).contains(Rule.CONTRACT_SCHEMA);
    }

    @Test
    void aNorwegianIsATextInYaml12() {
        String country = changed(RichDocuments.CONTRACT, "examples: [A1, 7, null]", "examples: [NO, yes, off]");

        assertThat(Tree.at(Tree.of(country), List.of("schema", 0, "properties", 0, "examples")))
                .isEqualTo(List.of("NO", "yes", "off"));
        assertThat(Samples.lint(RichDocuments.PRODUCT, country).findings()).isEmpty();
    }

    @Test
    void offlineNothingIsSaidOfWhatOnlyAGatewayKnows() {
        String product = changed(RichDocuments.PRODUCT, "domain: sales", "domain: elsewhere");
        String contract = changed(RichDocuments.CONTRACT, "domain: sales", "domain: elsewhere")
                .replace("physicalName: sales.orders", "physicalName: any.topic");

        LintResult result =
                DocumentLint.offline().lint(Samples.document("p", product), List.of(Samples.document("c", contract)));

        assertThat(result.findings()).isEmpty();
        assertThat(result.understood()).hasSize(1);
    }

    @Test
    void offlineEverythingElseIsFound() {
        String contract = changed(RichDocuments.CONTRACT, "unit: s,", "unit: m,");

        assertThat(rulesOf(DocumentLint.offline()
                        .lint(Samples.document("p", RichDocuments.PRODUCT), List.of(Samples.document("c", contract)))))
                .containsExactly(Rule.CONTRACT_SLA_UNIT);
    }

    private static List<Rule> rulesOf(LintResult result) {
        return result.findings().stream()
                .filter(Finding::blocks)
                .map(Finding::rule)
                .toList();
    }
}
