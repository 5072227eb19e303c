package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.CONTRACT;
import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.contractWith;
import static dev.dpg.gateway.contract.Samples.lint;
import static dev.dpg.gateway.contract.Samples.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.FieldType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyRulesTest {
    private static final String PROPERTIES = "schema[0].properties";

    @Test
    void aSchemaEntryHasProperties() {
        String none = CONTRACT.replaceAll(
                "(?s)    properties:\n      - name: order_id.*\ncustomProperties", "customProperties");
        none = changed(changed(none, "value: compact", "value: delete"), "value: order_id", "value: []");

        only(lint(PRODUCT, none).findings(), Rule.CONTRACT_PROPERTIES, "0.odcs.yaml:18:5 " + PROPERTIES);
    }

    @ParameterizedTest
    @CsvSource({
        "bolean, Did you mean \"boolean\"?",
        "Boolean, Did you mean \"boolean\"?",
        "varchar, 'Use one of: string, date, timestamp, time, number, integer, object, array, boolean.'"
    })
    void aTypeIsOneOfTheStandards(String type, String remedy) {
        Finding finding = only(
                contractWith("logicalType: boolean", "logicalType: " + type),
                Rule.PROPERTY_TYPE,
                "0.odcs.yaml:50:22 " + PROPERTIES + "[3].logicalType");
        assertThat(finding.remedy()).isEqualTo(remedy);
    }

    @ParameterizedTest
    @EnumSource(value = FieldType.class, names = "ARRAY", mode = EnumSource.Mode.EXCLUDE)
    void everyTypeOfTheStandardIsTaken(FieldType type) {
        assertThat(contractWith("logicalType: boolean", "logicalType: " + type.standardName()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"order-id, order_id", "order id, order_id", "order$id, order_id"})
    void twoPropertiesHaveDifferentNamesInTheTypedService(String other, String typed) {
        List<Finding> blocking = contractWith("name: gift", "name: " + other).stream()
                .filter(Finding::blocks)
                .toList();

        Finding finding = only(blocking, Rule.PROPERTY_TYPED_NAME, "0.odcs.yaml:49:15 " + PROPERTIES + "[3].name");
        assertThat(finding.message())
                .contains("\"order_id\" and \"" + other + "\"")
                .contains("\"" + typed + "\"");
    }

    @Test
    void namesThatAreNoIdentifiersAreTakenWhereTheyDiffer() {
        assertThat(contractWith("name: gift", "name: größe")).noneMatch(Finding::blocks);
        assertThat(contractWith("name: gift", "name: order-no")).noneMatch(Finding::blocks);
    }

    @Test
    void aTypeIsGiven() {
        only(
                contractWith("      - name: gift\n        logicalType: boolean\n", "      - name: gift\n"),
                Rule.PROPERTY_TYPE,
                "0.odcs.yaml:49:9 " + PROPERTIES + "[3].logicalType");
    }

    @Test
    void aNestedTypeIsHeldToTheSameRules() {
        only(
                contractWith("logicalType: integer", "logicalType: int"),
                Rule.PROPERTY_TYPE,
                "0.odcs.yaml:47:28 " + PROPERTIES + "[2].items.properties[0].logicalType");
    }

    @Test
    void aPropertyHasAName() {
        only(
                contractWith("      - name: gift\n        logicalType", "      - logicalType"),
                Rule.PROPERTY_NAME,
                "0.odcs.yaml:49:9 " + PROPERTIES + "[3].name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a[]", " a", "a ", "a\\tb"})
    void aNameThatMakesPathsAmbiguousIsRefused(String name) {
        only(
                contractWith("name: gift", "name: \"" + name + "\""),
                Rule.PROPERTY_NAME,
                "0.odcs.yaml:49:15 " + PROPERTIES + "[3].name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@type", "camelCase", "with-dash", "größe", "two words", "$ref"})
    void otherNamesAreTheAuthorsOwn(String name) {
        assertThat(contractWith("name: gift", "name: \"" + name + "\"")).noneMatch(Finding::blocks);
    }

    @Test
    void aNameThatIsNoIdentifierIsAWarning() {
        Finding finding = only(
                contractWith("name: gift", "name: with-dash"),
                Rule.PROPERTY_NAMING,
                "0.odcs.yaml:49:15 " + PROPERTIES + "[3].name");
        assertThat(finding.blocks()).isFalse();
    }

    @Test
    void aNameStandsOnceAmongItsNeighbours() {
        Finding finding = only(
                contractWith("name: gift", "name: lines"),
                Rule.PROPERTY_DUPLICATE,
                "0.odcs.yaml:49:15 " + PROPERTIES + "[3].name");
        assertThat(finding.message()).contains("line 40");
        assertThat(contractWith("name: quantity", "name: order_id")).isEmpty();
    }

    @Test
    void anArraySaysWhatItsItemsAre() {
        only(
                contractWith("logicalType: boolean", "logicalType: array"),
                Rule.PROPERTY_NESTING,
                "0.odcs.yaml:49:9 " + PROPERTIES + "[3].items");
    }

    @Test
    void onlyAnArrayHasItemsAndOnlyAnObjectHasProperties() {
        List<Finding> found = contractWith("logicalType: array", "logicalType: string");
        only(found, Rule.PROPERTY_NESTING, "0.odcs.yaml:44:11 " + PROPERTIES + "[2].items");

        found = contractWith(
                "logicalType: boolean", "logicalType: string\n        properties: [{name: a, logicalType: string}]");
        only(found, Rule.PROPERTY_NESTING, "0.odcs.yaml:51:21 " + PROPERTIES + "[3].properties");
    }

    @Test
    void whatIsInThePrimaryKeyIsRequired() {
        only(
                contractWith("        required: true\n        description: Never used twice.\n", ""),
                Rule.CONTRACT_PRIMARY_KEY,
                "0.odcs.yaml:31:21 " + PROPERTIES + "[0].primaryKey");
    }

    @Test
    void whatIsInAnArrayIsNotInThePrimaryKey() {
        List<Finding> found = contractWith("name: quantity", "primaryKey: true\n              name: quantity");
        assertThat(found)
                .extracting(Finding::rule)
                .containsExactly(Rule.CONTRACT_PRIMARY_KEY, Rule.CONTRACT_COMPACTION_KEY);
    }

    @Test
    void thePrimaryKeysOrderIsThatOfItsPositions() {
        Findings findings = new Findings();
        String entry = """
                properties:
                  - {name: b, logicalType: string, required: true, primaryKey: true, primaryKeyPosition: 2}
                  - {name: z, logicalType: string, required: true, primaryKey: true}
                  - {name: a, logicalType: string, required: true, primaryKey: true, primaryKeyPosition: 1}
                """;
        Section section = YamlReader.read(Samples.document("f", entry), findings)
                .flatMap(node -> Section.root("f", node, findings))
                .orElseThrow();

        assertThat(new PropertyReader(findings).read(section).primaryKey()).containsExactly("a", "b", "z");
        assertThat(findings.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "primaryKey: true | primaryKey: 'yes' | Expected true or false, found the text \"yes\".",
                "primaryKeyPosition: 1 | primaryKeyPosition: 1.5 | Expected a whole number, found the number 1.5.",
                "primaryKeyPosition: 1 | primaryKeyPosition: 0x1 | Expected a whole number, found the number 0x1.",
                "description: Never used twice. | description: [a] | Expected a text, found a list."
            })
    void anotherKindOfValueThanExpectedIsAFinding(String from, String to, String message) {
        assertThat(contractWith(from, to)).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.DOCUMENT_NODE_KIND);
            assertThat(finding.message()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "-9999999999999999", "0", "+1"})
    void positionsOfAnySizeAreTaken(String position) {
        assertThat(contractWith("primaryKeyPosition: 1", "primaryKeyPosition: " + position))
                .isEmpty();
    }

    @Test
    void aPositionOfAbsurdLengthIsNot() {
        assertThat(contractWith("primaryKeyPosition: 1", "primaryKeyPosition: " + "9".repeat(100_000)))
                .extracting(Finding::rule)
                .containsExactly(Rule.DOCUMENT_NODE_KIND);
    }
}
