package dev.dpg.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A valid product with its contract, and what the tests do with them: change one thing, and look at what is found. */
final class Samples {
    static final String PRODUCT = """
            apiVersion: v1.0.0
            kind: DataProduct
            id: 0d0c6a52-6f55-4b3f-a0bb-5a2c6a6f54d1
            name: Orders
            version: 1.2.0
            status: active
            domain: sales
            description:
              purpose: Every order that a customer placed.
            tags: [orders, retail]
            outputPorts:
              - name: orders
                description: One record for each state of an order.
                version: 1.2.0
                contractId: sales-orders
                tags: [orders, stream]
            support:
              - channel: "#sales-data"
                url: https://chat.example.com/sales-data
              - {channel: mail, url: "mailto:sales-data@example.com"}
            team:
              name: Order Management
            """;

    static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: sales-orders
            name: Orders
            version: 1.2.0
            status: active
            domain: sales
            tags: [contract]
            servers:
              - server: main
                type: kafka
                host: kafka.example.com:9092
                format: json
                customProperties:
                  - property: cluster
                    value: second
            schema:
              - name: order
                physicalType: topic
                physicalName: sales.orders
                customProperties:
                  - property: kafkaKey
                    value: order_id
                  - property: cleanupPolicy
                    value: compact
                  - property: somethingOfOurOwn
                    value: {any: [thing, 1, null]}
                properties:
                  - name: order_id
                    logicalType: string
                    primaryKey: true
                    primaryKeyPosition: 1
                    required: true
                    description: Never used twice.
                  - name: customer
                    logicalType: object
                    properties:
                      - name: country
                        logicalType: string
                  - name: lines
                    logicalType: array
                    required: true
                    items:
                      logicalType: object
                      properties:
                        - name: quantity
                          logicalType: integer
                          required: true
                  - name: gift
                    logicalType: boolean
            customProperties:
              - property: defaultStart
                value: latest
            """;

    static final List<DomainScope> DOMAINS = List.of(
            new DomainScope("sales", "Sales", List.of("main", "second"), List.of("sales.", "shop-")),
            new DomainScope("stock", "Stock", List.of("main"), List.of("stock.")));

    private Samples() {}

    /** The text with one thing changed, which has to be in it exactly once. */
    static String changed(String text, String from, String to) {
        assertThat(text.split(Pattern.quote(from), -1))
                .as("\"%s\" is there once", from)
                .hasSize(2);
        return text.replace(from, to);
    }

    static Document document(String name, String text) {
        return new Document(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The lint of a product with its contracts, which are named 0.odcs.yaml, 1.odcs.yaml and so on. */
    static LintResult lint(String product, String... contracts) {
        List<Document> documents = Stream.iterate(0, i -> i < contracts.length, i -> i + 1)
                .map(i -> document(i + ".odcs.yaml", contracts[i]))
                .toList();
        return new DocumentLint(DOMAINS).lint(document("p.odps.yaml", product), documents);
    }

    /** What is found where one thing of the product is changed. */
    static List<Finding> productWith(String from, String to) {
        return lint(changed(PRODUCT, from, to), CONTRACT).findings();
    }

    /** What is found where one thing of the contract is changed. */
    static List<Finding> contractWith(String from, String to) {
        return lint(PRODUCT, changed(CONTRACT, from, to)).findings();
    }

    /** Requires exactly one finding, of this rule at this place. */
    static Finding only(List<Finding> findings, Rule rule, String place) {
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.rule()).isEqualTo(rule);
        assertThat(finding.place()).hasToString(place);
        assertThat(finding.message()).endsWith(".");
        assertThat(finding.remedy()).matches("(?s).+[.?]");
        return finding;
    }
}
