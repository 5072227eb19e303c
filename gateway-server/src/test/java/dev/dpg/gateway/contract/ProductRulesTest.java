package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.CONTRACT;
import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.lint;
import static dev.dpg.gateway.contract.Samples.only;
import static dev.dpg.gateway.contract.Samples.productWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductRulesTest {
    private static final String PORT = "outputPorts[0]";

    @ParameterizedTest
    @CsvSource({
        "kind: DataProduct, DOCUMENT_KIND, kind",
        "apiVersion: v1.0.0, DOCUMENT_API_VERSION, apiVersion",
        "id: 0d0c6a52-6f55-4b3f-a0bb-5a2c6a6f54d1, PRODUCT_ID, id",
        "status: active, PRODUCT_STATUS, status",
        "domain: sales, PRODUCT_DOMAIN, domain"
    })
    void whatHasToBeThereIsMissedAtTheTop(String line, Rule rule, String key) {
        assertThat(only(productWith(line + "\n", ""), rule, "p.odps.yaml:1:1 " + key)
                        .message())
                .isEqualTo(key + " is missing.");
    }

    @Test
    void theProductDocumentHasAVersion() {
        var findings = productWith("name: Orders\nversion: 1.2.0\n", "name: Orders\n");

        assertThat(only(findings, Rule.PRODUCT_VERSION, "p.odps.yaml:1:1 version")
                        .message())
                .isEqualTo("version is missing.");
    }

    @ParameterizedTest
    @CsvSource({"dpg", "google", "grpc"})
    void noTypedServiceIsAmongThoseOfTheGatewayOrItsLibraries(String domain) {
        var scope = new DomainScope(domain, "Owner", List.of("main", "second"), List.of("sales."));
        var documents =
                List.of(Samples.document("0.odcs.yaml", changed(CONTRACT, "domain: sales", "domain: " + domain)));

        var result = new DocumentLint(List.of(scope))
                .lint(
                        Samples.document("p.odps.yaml", changed(PRODUCT, "domain: sales", "domain: " + domain)),
                        documents);

        only(result.findings(), Rule.PORT_TYPED_NAME, "p.odps.yaml:12:11 " + PORT + ".name");
    }

    @Test
    void aBlankTextIsAsGoodAsNone() {
        only(productWith("name: Orders", "name: ' '"), Rule.PRODUCT_NAME, "p.odps.yaml:4:7 name");
    }

    @Test
    void aContractInTheProductsPlaceIsOfTheWrongKind() {
        assertThat(lint(CONTRACT, CONTRACT).findings())
                .extracting(Finding::rule)
                .contains(Rule.DOCUMENT_KIND, Rule.DOCUMENT_API_VERSION, Rule.PRODUCT_PORTS);
    }

    @Test
    void anUnknownVersionOfTheStandardIsNotRead() {
        Finding finding = only(
                productWith("apiVersion: v1.0.0", "apiVersion: v0.9.0"),
                Rule.DOCUMENT_API_VERSION,
                "p.odps.yaml:1:13 apiVersion");
        assertThat(finding.remedy()).contains("v1.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "actve, Did you mean \"active\"?",
        "Active, Did you mean \"active\"?",
        "bananas, 'Use one of: proposed, draft, active, deprecated, retired.'"
    })
    void theStatusIsOneOfTheStandards(String status, String remedy) {
        Finding finding =
                only(productWith("status: active", "status: " + status), Rule.PRODUCT_STATUS, "p.odps.yaml:6:9 status");
        assertThat(finding.remedy()).contains(remedy);
    }

    @ParameterizedTest
    @CsvSource({"sale, Did you mean \"sales\"?", "finance, 'Use one of: sales, stock.'"})
    void theDomainHasToBeKnown(String domain, String remedy) {
        Finding finding =
                only(productWith("domain: sales", "domain: " + domain), Rule.PRODUCT_DOMAIN, "p.odps.yaml:7:9 domain");
        assertThat(finding.remedy()).isEqualTo(remedy);
    }

    @Test
    void aProductOffersSomething() {
        String none = PRODUCT.replaceAll("(?s)outputPorts:\n.*support:", "outputPorts: []\nsupport:");

        assertThat(lint(none, CONTRACT).findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.PRODUCT_PORTS, Rule.CONTRACT_UNUSED);
    }

    @ParameterizedTest
    @CsvSource({"Orders", "1orders", "or-ders", "or.ders", "_orders", "órders"})
    void aPortsNameIsPartOfADottedName(String name) {
        only(
                productWith("name: orders\n", "name: " + name + "\n"),
                Rule.PORT_NAME,
                "p.odps.yaml:12:11 " + PORT + ".name");
    }

    @Test
    void aDottedNameHasAnEnd() {
        String name = "o".repeat(194);
        only(
                productWith("name: orders\n", "name: " + name + "\n"),
                Rule.PORT_NAME,
                "p.odps.yaml:12:11 " + PORT + ".name");
    }

    @ParameterizedTest
    @CsvSource({"1.0", "1", "v1.2.0", "1.2.0-rc1", "01.2.0", "one"})
    void aPortsVersionIsThreeNumbers(String version) {
        List<Finding> found = productWith("    version: 1.2.0", "    version: " + version);
        only(found, Rule.PORT_VERSION, "p.odps.yaml:14:14 " + PORT + ".version");
    }

    @Test
    void twoPortsOfOneMajorLineAreOneTooMany() {
        String second = "  - {name: orders, version: 1.3.0, contractId: sales-orders-3}\nsupport:";
        String contract =
                changed(changed(CONTRACT, "version: 1.2.0", "version: 1.3.0"), "sales-orders", "sales-orders-3");

        List<Finding> found =
                lint(changed(PRODUCT, "support:", second), CONTRACT, contract).findings();

        assertThat(only(found, Rule.PORT_DUPLICATE, "p.odps.yaml:17:5 outputPorts[1]")
                        .message())
                .contains("orders.v1", "line 12");
    }

    @Test
    void twoMajorLinesOfAPortMayStandBesideEachOther() {
        String second = "  - {name: orders, version: 2.0.0, contractId: sales-orders}\nsupport:";
        String contract = changed(CONTRACT, "version: 1.2.0", "version: 2.0.0");

        LintResult result = lint(changed(PRODUCT, "support:", second), CONTRACT, contract);

        assertThat(result.findings()).isEmpty();
        assertThat(result.ports())
                .extracting(port -> port.name().toString())
                .containsExactly("sales.orders.v1", "sales.orders.v2");
        assertThat(result.ports().get(1).contractDocument().fileName()).isEqualTo("1.odcs.yaml");
    }

    @Test
    void aPortNamesItsContract() {
        String product = changed(PRODUCT, "    contractId: sales-orders\n", "");

        assertThat(lint(product).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(Rule.PORT_CONTRACT));
    }

    @ParameterizedTest
    @CsvSource({"sales-order, Did you mean \"sales-orders\"?", "zebra, Use one of: sales-orders."})
    void theContractHasToBeGivenAlong(String id, String remedy) {
        List<Finding> found = productWith("contractId: sales-orders", "contractId: " + id);

        assertThat(found).extracting(Finding::rule).containsExactly(Rule.PORT_CONTRACT, Rule.CONTRACT_UNUSED);
        assertThat(found.get(0).remedy()).isEqualTo(remedy);
        assertThat(lint(PRODUCT).findings().get(0).remedy()).isEqualTo("Give its document along.");
    }

    @Test
    void aContractThatCannotBeReadIsNotAlsoMissed() {
        assertThat(lint(PRODUCT, "{").findings()).extracting(Finding::rule).containsExactly(Rule.DOCUMENT_SYNTAX);
        assertThat(lint(PRODUCT, changed(CONTRACT, "id: sales-orders\n", "")).findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.CONTRACT_ID);
    }

    @ParameterizedTest
    @CsvSource({"1.2.1", "1.3.0", "2.2.0"})
    void aPortAndItsContractHaveTheSameVersion(String version) {
        List<Finding> found = productWith("    version: 1.2.0", "    version: " + version);

        assertThat(only(found, Rule.PORT_CONTRACT_VERSION, "p.odps.yaml:14:14 " + PORT + ".version")
                        .message())
                .contains(version, "1.2.0");
    }

    @Test
    void aContractThatIsGivenTwiceIsRefused() {
        List<Finding> found = lint(PRODUCT, CONTRACT, CONTRACT).findings();

        only(found, Rule.CONTRACT_DUPLICATE, "1.odcs.yaml:3:5 id");
    }

    @Test
    void aContractThatNoPortNamesIsAWarning() {
        LintResult result = lint(PRODUCT, CONTRACT, changed(CONTRACT, "id: sales-orders", "id: other"));

        only(result.findings(), Rule.CONTRACT_UNUSED, "1.odcs.yaml:3:5 id");
        assertThat(result.ports()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "domain: sales | domain: [sales] | Expected a text, found a list.",
                "domain: sales | domain: {a: b} | Expected a text, found a map.",
                "domain: sales | domain: 7 | Expected a text, found the number 7.",
                "domain: sales | domain: true | Expected a text, found the boolean true.",
                "tags: [orders, retail] | tags: orders | Expected a list, found the text \"orders\".",
                "tags: [orders, retail] | tags: [7] | Expected a text, found the number 7.",
                "  purpose: Every order that a customer placed. | - a | Expected a map, found a list.",
                "  name: Order Management | - a | Expected a map, found a list.",
                "  - {channel: mail, url: \"mailto:sales-data@example.com\"} |   - sales-data | Expected a map, found the text \"sales-data\"."
            })
    void anotherKindOfValueThanExpectedIsAFinding(String from, String to, String message) {
        List<Finding> found = productWith(from, to);

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.DOCUMENT_NODE_KIND);
            assertThat(finding.message()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource({"'- a'", "text", "7", "~"})
    void aDocumentThatIsNotAMapIsAFinding(String text) {
        only(lint(text, CONTRACT).findings(), Rule.DOCUMENT_NODE_KIND, "p.odps.yaml:1:1");
    }

    @Test
    void aKeyThatTheStandardDoesNotHaveIsRefused() {
        Finding finding = only(productWith("team:\n", "taem:\n"), Rule.DOCUMENT_UNKNOWN_KEY, "p.odps.yaml:21:1");
        assertThat(finding.blocks()).isTrue();
        assertThat(finding.remedy()).isEqualTo("Did you mean \"team\"?");
        assertThat(only(
                                productWith("    tags: [o", "    labels: [o"),
                                Rule.DOCUMENT_UNKNOWN_KEY,
                                "p.odps.yaml:16:5 outputPorts[0]")
                        .remedy())
                .contains("customProperties");
    }
}
