package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.CONTRACT;
import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.lint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentLintTest {
    @Test
    void validDocumentsCompileToEverythingThatIsPublished() {
        LintResult result = lint(PRODUCT, CONTRACT);

        assertThat(result.findings()).isEmpty();
        assertThat(result.ports()).singleElement().satisfies(port -> {
            assertThat(port.name()).hasToString("sales.orders.v1");
            assertThat(port.version()).hasToString("1.2.0");
            assertThat(port.title()).isEqualTo("Orders");
            assertThat(port.description()).isEqualTo("One record for each state of an order.");
            assertThat(port.owner()).isEqualTo("Order Management");
            assertThat(port.support())
                    .containsExactly("https://chat.example.com/sales-data", "mailto:sales-data@example.com");
            assertThat(port.tags()).containsExactly("orders", "retail", "stream", "contract");
            assertThat(port.keyFields()).containsExactly("order_id");
            assertThat(port.binding()).isEqualTo(new Binding("second", "sales.orders", PayloadFormat.JSON));
            assertThat(port.defaultStart()).isEqualTo(Edge.LATEST);
            assertThat(port.compacted()).isTrue();
            assertThat(port.productDocument().fileName()).isEqualTo("p.odps.yaml");
            assertThat(port.contractDocument().fileName()).isEqualTo("0.odcs.yaml");
        });
    }

    @Test
    void nestedPropertiesFollowTheirParentWithTheirPath() {
        assertThat(lint(PRODUCT, CONTRACT).ports().get(0).fields())
                .containsExactly(
                        new Field("order_id", FieldType.STRING, true, "Never used twice."),
                        new Field("customer", FieldType.OBJECT, false, ""),
                        new Field("customer.country", FieldType.STRING, false, ""),
                        new Field("lines", FieldType.ARRAY, true, ""),
                        new Field("lines[]", FieldType.OBJECT, false, ""),
                        new Field("lines[].quantity", FieldType.INTEGER, true, ""),
                        new Field("gift", FieldType.BOOLEAN, false, ""));
    }

    @Test
    void whatTheDocumentsLeaveOutHasDefaults() {
        String product = changed(PRODUCT, "team:\n  name: Order Management\n", "");
        product = changed(product, "    description: One record for each state of an order.\n", "");
        String contract = changed(CONTRACT, "customProperties:\n  - property: defaultStart\n    value: latest\n", "");
        contract = changed(contract, "    value: compact\n", "    value: delete\n".indent(0));
        contract = changed(contract, "        value: second\n".strip(), "value: main");

        LintResult result = lint(product, contract);

        assertThat(result.findings()).isEmpty();
        assertThat(result.ports()).singleElement().satisfies(port -> {
            assertThat(port.owner()).isEqualTo("Sales");
            assertThat(port.description()).isEqualTo("Every order that a customer placed.");
            assertThat(port.defaultStart()).isEqualTo(Edge.EARLIEST);
            assertThat(port.compacted()).isFalse();
            assertThat(port.binding().cluster()).isEqualTo("main");
        });
    }

    @Test
    void allFindingsOfAllDocumentsComeInOneAnswer() {
        String product = changed(PRODUCT, "domain: sales", "domain: sale");
        product = changed(product, "status: active", "status: bananas");
        String contract = changed(CONTRACT, "logicalType: boolean", "logicalType: bolean");
        contract = changed(contract, "id: sales-orders", "id: sales-order");
        contract = changed(contract, "format: json", "format: xml");

        LintResult result = lint(product, contract);

        assertThat(result.ports()).isEmpty();
        assertThat(result.findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(
                        Rule.PRODUCT_DOMAIN,
                        Rule.PRODUCT_STATUS,
                        Rule.PROPERTY_TYPE,
                        Rule.PORT_CONTRACT,
                        Rule.CONTRACT_FORMAT,
                        Rule.CONTRACT_UNUSED);
    }

    @Test
    void topicsAreToldAlsoWhileFindingsBlock() {
        LintResult result = lint(PRODUCT, changed(CONTRACT, "logicalType: boolean", "logicalType: bolean"));

        assertThat(result.ports()).isEmpty();
        assertThat(result.topics()).singleElement().satisfies(use -> {
            assertThat(use.cluster()).isEqualTo("second");
            assertThat(use.topic()).isEqualTo("sales.orders");
            assertThat(use.place()).hasToString("0.odcs.yaml:20:19 schema[0].physicalName");
        });
    }

    @Test
    void aFindingReadsAsOneLine() {
        Finding finding = lint(PRODUCT, changed(CONTRACT, "logicalType: boolean", "logicalType: bolean"))
                .findings()
                .get(0);

        assertThat(finding)
                .hasToString("0.odcs.yaml:50:22 schema[0].properties[3].logicalType: The logicalType \"bolean\" is"
                        + " unknown. Did you mean \"boolean\"? [contract.property.type]");
    }

    @Test
    void jsonDocumentsAreReadLikeYaml() {
        String product = """
                {"apiVersion": "v1.0.0", "kind": "DataProduct", "id": "x", "name": "Orders", "version": "1.2.0",
                 "status": "active", "domain": "sales", "support": [{"channel": "c", "url": "mailto:c@example.com"}],
                 "outputPorts": [{"name": "orders", "version": "1.2.0", "contractId": "sales-orders"}]}
                """;

        assertThat(lint(product, CONTRACT).findings()).isEmpty();
    }

    @Test
    void idsOfRulesAreWellFormedAndDifferent() {
        List<String> ids = Arrays.stream(Rule.values()).map(Rule::id).toList();

        assertThat(ids)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("(document|product|contract)(\\.[a-z_]+){1,2}"));
    }

    @Test
    void documentsAreLinkedByTheIdsThatCanBeRead() {
        assertThat(DocumentLinks.contractsOf(Samples.document("p", PRODUCT))).containsExactly("sales-orders");
        assertThat(DocumentLinks.idOf(Samples.document("c", CONTRACT))).contains("sales-orders");
        assertThat(DocumentLinks.contractsOf(Samples.document("p", "{"))).isEmpty();
        assertThat(DocumentLinks.idOf(Samples.document("c", "- a"))).isEmpty();
    }
}
