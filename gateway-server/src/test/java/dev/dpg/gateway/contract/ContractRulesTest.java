package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.CONTRACT;
import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.contractWith;
import static dev.dpg.gateway.contract.Samples.lint;
import static dev.dpg.gateway.contract.Samples.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractRulesTest {
    private static final String CUSTOM = "schema[0].customProperties";

    @ParameterizedTest
    @CsvSource({
        "kind: DataContract, DOCUMENT_KIND, kind",
        "apiVersion: v3.1.0, DOCUMENT_API_VERSION, apiVersion",
        "id: sales-orders, CONTRACT_ID, id",
        "name: Orders, CONTRACT_NAME, name",
        "version: 1.2.0, CONTRACT_VERSION, version",
        "status: active, CONTRACT_STATUS, status"
    })
    void whatHasToBeThereIsMissedAtTheTop(String line, Rule rule, String key) {
        assertThat(only(contractWith(line + "\n", ""), rule, "0.odcs.yaml:1:1 " + key)
                        .message())
                .isEqualTo(key + " is missing.");
    }

    @ParameterizedTest
    @CsvSource({"v3.0.2", "v2.2.0", "3.1.0"})
    void otherVersionsOfTheStandardAreNotRead(String version) {
        only(
                contractWith("apiVersion: v3.1.0", "apiVersion: " + version),
                Rule.DOCUMENT_API_VERSION,
                "0.odcs.yaml:1:13 apiVersion");
    }

    @Test
    void theStatusIsOneOfTheStandards() {
        assertThat(contractWith("status: active", "status: draft")).isEmpty();
        only(contractWith("status: active", "status: aktive"), Rule.CONTRACT_STATUS, "0.odcs.yaml:6:9 status");
    }

    @Test
    void theVersionIsThreeNumbers() {
        Finding finding =
                only(contractWith("version: 1.2.0", "version: 1.2"), Rule.CONTRACT_VERSION, "0.odcs.yaml:5:10 version");
        assertThat(finding.message()).isEqualTo("The version \"1.2\" is not major.minor.patch.");
    }

    @Test
    void anotherDomainThanTheProductsIsAWarning() {
        Finding finding =
                only(contractWith("domain: sales", "domain: stock"), Rule.CONTRACT_DOMAIN, "0.odcs.yaml:7:9 domain");
        assertThat(finding.blocks()).isFalse();
    }

    @Test
    void aContractDescribesARecord() {
        String none = CONTRACT.replaceAll("(?s)schema:\n.*\ncustomProperties:", "customProperties:");

        only(lint(PRODUCT, none).findings(), Rule.CONTRACT_SCHEMA, "0.odcs.yaml:1:1 schema");
    }

    @Test
    void twoSchemaEntriesAreOneTooMany() {
        List<Finding> found =
                contractWith("\ncustomProperties:", "\n  - {name: b, physicalType: topic}\ncustomProperties:");

        only(found, Rule.CONTRACT_SCHEMA, "0.odcs.yaml:51:5 schema[1]");
    }

    @Test
    void aSchemaEntryHasAName() {
        only(
                contractWith("  - name: order\n    phys", "  - phys"),
                Rule.CONTRACT_SCHEMA,
                "0.odcs.yaml:18:5 schema[0].name");
    }

    @ParameterizedTest
    @CsvSource({"table, Use one of: topic.", "topics, Did you mean \"topic\"?"})
    void aSchemaEntryIsATopic(String type, String remedy) {
        Finding finding = only(
                contractWith("physicalType: topic", "physicalType: " + type),
                Rule.CONTRACT_PHYSICAL_TYPE,
                "0.odcs.yaml:19:19 schema[0].physicalType");
        assertThat(finding.remedy()).isEqualTo(remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales orders", "sales/orders", "..", ".", "sales.\u00fc"})
    void aTopicHasANameThatKafkaAllows(String topic) {
        only(
                contractWith("physicalName: sales.orders", "physicalName: '" + topic + "'"),
                Rule.CONTRACT_TOPIC,
                "0.odcs.yaml:20:19 schema[0].physicalName");
    }

    @Test
    void aTopicIsNamed() {
        only(
                contractWith("    physicalName: sales.orders\n", ""),
                Rule.CONTRACT_TOPIC,
                "0.odcs.yaml:18:5 schema[0].physicalName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stock.items", "orders", "Sales.orders", "__consumer_offsets", "__sales.orders", "shop.orders"})
    void aTopicIsWithinTheDomainsPrefixes(String topic) {
        List<Finding> found = contractWith("physicalName: sales.orders", "physicalName: " + topic);

        Finding finding = only(found, Rule.CONTRACT_TOPIC_PREFIX, "0.odcs.yaml:20:19 schema[0].physicalName");
        assertThat(finding.remedy()).contains("sales., shop-");
        assertThat(lint(PRODUCT, changed(CONTRACT, "physicalName: sales.orders", "physicalName: " + topic))
                        .topics())
                .isEmpty();
    }

    @Test
    void internalTopicsAreRefusedWhateverThePrefixesSay() {
        DomainScope everything = new DomainScope("sales", "Sales", List.of("second"), List.of("_"));
        Document contract = Samples.document(
                "c", changed(CONTRACT, "physicalName: sales.orders", "physicalName: __consumer_offsets"));

        LintResult result =
                new DocumentLint(List.of(everything)).lint(Samples.document("p", PRODUCT), List.of(contract));

        assertThat(result.findings()).extracting(Finding::rule).containsExactly(Rule.CONTRACT_TOPIC_PREFIX);
    }

    @Test
    void anyPrefixOfTheDomainWillDo() {
        assertThat(contractWith("physicalName: sales.orders", "physicalName: shop-orders"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"secnd, Did you mean \"second\"?", "third, 'Use one of: main, second.'"})
    void theClusterIsOneOfTheDomains(String cluster, String remedy) {
        Finding finding = only(
                contractWith("value: second", "value: " + cluster),
                Rule.CONTRACT_CLUSTER,
                "0.odcs.yaml:16:16 servers[0].customProperties[0].value");
        assertThat(finding.remedy()).isEqualTo(remedy);
    }

    @ParameterizedTest
    @CsvSource({"xml", "Avro", "JSON", "jsn"})
    void onlyJsonIsReadYet(String format) {
        only(
                contractWith("format: json", "format: " + format),
                Rule.CONTRACT_FORMAT,
                "0.odcs.yaml:13:13 servers[0].format");
    }

    @Test
    void serversThatAreNotKafkaDoNotMatter() {
        String other = "servers:\n  - {server: lake, type: s3, location: 's3://x', format: parquet}\n";
        assertThat(contractWith("servers:\n", other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"begin, 'Use one of: earliest, latest.'", "lastest, Did you mean \"latest\"?"})
    void aReadBeginsAtOneEnd(String start, String remedy) {
        Finding finding = only(
                contractWith("value: latest", "value: " + start),
                Rule.CONTRACT_DEFAULT_START,
                "0.odcs.yaml:53:12 customProperties[0].value");
        assertThat(finding.remedy()).isEqualTo(remedy);
    }

    @Test
    void aTopicIsCompactedOrNot() {
        Finding finding = only(
                contractWith("value: compact", "value: compacted"),
                Rule.CONTRACT_CLEANUP_POLICY,
                "0.odcs.yaml:25:16 " + CUSTOM + "[1].value");
        assertThat(finding.remedy()).isEqualTo("Did you mean \"compact\"?");
    }

    @Test
    void theKafkaKeyIsMadeOfProperties() {
        Finding finding =
                contractWith("value: order_id", "value: [gift, ordr_id]").get(0);

        assertThat(finding.rule()).isEqualTo(Rule.CONTRACT_KAFKA_KEY);
        assertThat(finding.place()).hasToString("0.odcs.yaml:23:23 " + CUSTOM + "[0].value[1]");
        assertThat(finding.remedy()).isEqualTo("Did you mean \"order_id\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "lines", "lines[].quantity"})
    void theKafkaKeyIsMadeOfSingleValues(String property) {
        assertThat(contractWith("value: order_id", "value: '" + property + "'"))
                .extracting(Finding::rule)
                .containsExactly(Rule.CONTRACT_KAFKA_KEY, Rule.CONTRACT_COMPACTION_KEY);
    }

    @Test
    void aCompactedTopicIsKeyedByThePrimaryKey() {
        only(
                contractWith("value: order_id", "value: gift"),
                Rule.CONTRACT_COMPACTION_KEY,
                "0.odcs.yaml:25:16 " + CUSTOM + "[1].value");
        only(
                contractWith("        primaryKey: true\n", ""),
                Rule.CONTRACT_COMPACTION_KEY,
                "0.odcs.yaml:25:16 " + CUSTOM + "[1].value");
        only(
                contractWith("      - property: kafkaKey\n        value: order_id\n", ""),
                Rule.CONTRACT_COMPACTION_KEY,
                "0.odcs.yaml:23:16 " + CUSTOM + "[0].value");
    }

    @Test
    void aTopicThatIsNotCompactedMayHaveAnyKey() {
        String contract = changed(CONTRACT, "value: compact", "value: delete");

        assertThat(lint(PRODUCT, changed(contract, "value: order_id", "value: [gift, customer.country]"))
                        .ports())
                .singleElement()
                .satisfies(port -> assertThat(port.keyFields()).containsExactly("gift", "customer.country"));
    }

    @Test
    void customPropertiesOfTheGatewayStandOnceWhereverThatIs() {
        Finding finding = only(
                contractWith(
                        "  - property: defaultStart",
                        "  - {property: cluster, value: main}\n  - property: defaultStart"),
                Rule.CONTRACT_CUSTOM_PROPERTY,
                "0.odcs.yaml:52:16 customProperties[0].property");
        assertThat(finding.message()).contains("line 15");
    }

    @Test
    void keysBeyondTheStandardAreRefused() {
        String warned = changed(changed(CONTRACT, "tags: [contract]", "tag: [contract]"), "name: gift", "names: gift");
        assertThat(lint(PRODUCT, warned).findings())
                .filteredOn(finding -> finding.rule() == Rule.DOCUMENT_UNKNOWN_KEY)
                .extracting(Finding::remedy)
                .containsExactly("Did you mean \"tags\"?", "Did you mean \"name\"?");
    }
}
