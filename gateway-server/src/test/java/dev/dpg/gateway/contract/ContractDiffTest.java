package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.CONTRACT;
import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.lint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SemanticVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractDiffTest {
    private static final String GIFT = "      - name: gift\n        logicalType: boolean\n";

    @Test
    void theSameDocumentsChangeNothing() {
        assertThat(ContractDiff.between(port(CONTRACT), port(CONTRACT))).isEmpty();
        assertThat(VersionStep.of(List.of())).isEqualTo(VersionStep.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "logicalType: boolean, logicalType: string, field.type, gift, true",
        "value: second, value: main, topic.changed, '', true",
        "physicalName: sales.orders, physicalName: sales.order_lines, topic.changed, '', true",
        "value: compact, value: delete, compaction.changed, '', true",
        "value: latest, value: earliest, default_start.changed, '', false",
        "description: Never used twice., description: Used once., description.changed, order_id, false",
        "name: Orders, name: All orders, contract.text, '', false",
        "'tags: [contract]', 'tags: [other]', product.changed, '', false"
    })
    void eachKindOfChangeHasItsRule(String from, String to, String rule, String path, boolean breaking) {
        List<Change> changes = ContractDiff.between(port(CONTRACT), port(changed(CONTRACT, from, to)));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.rule()).isEqualTo(rule);
            assertThat(change.path()).isEqualTo(path);
            assertThat(change.breaking()).isEqualTo(breaking);
            assertThat(change.message()).endsWith(".");
            assertThat(change.consequence()).endsWith(".");
        });
    }

    @Test
    void anotherFormatBreaks() {
        CompiledPort avro = lint(PRODUCT, changed(CONTRACT, "format: json", "format: avro"))
                .understood()
                .get(0)
                .port();

        assertThat(ContractDiff.between(port(CONTRACT), avro))
                .extracting(Change::rule, Change::breaking)
                .containsExactly(tuple("format.changed", true));
    }

    @Test
    void aPropertyThatIsGoneBreaksAndOneThatComesDoesNot() {
        String without = changed(CONTRACT, GIFT, "");

        assertThat(ContractDiff.between(port(CONTRACT), port(without)))
                .extracting(Change::rule, Change::path, Change::breaking)
                .containsExactly(tuple("field.removed", "gift", true));
        assertThat(ContractDiff.between(port(without), port(CONTRACT)))
                .extracting(Change::rule, Change::path, Change::breaking)
                .containsExactly(tuple("field.added", "gift", false));
    }

    @Test
    void whatIsWithinAnObjectGoesWithIt() {
        String without = changed(CONTRACT, """
                      - name: customer
                        logicalType: object
                        properties:
                          - name: country
                            logicalType: string
                """, "");

        assertThat(ContractDiff.between(port(CONTRACT), port(without)))
                .extracting(Change::path)
                .containsExactly("customer");
    }

    @Test
    void aNestedPropertyIsNamedByItsPath() {
        String other = changed(CONTRACT, "logicalType: integer", "logicalType: number");

        assertThat(ContractDiff.between(port(CONTRACT), port(other)))
                .extracting(Change::path)
                .containsExactly("lines[].quantity");
    }

    @Test
    void whatIsNoLongerRequiredBreaksAndTheOtherWayRoundDoesNot() {
        String optional = changed(
                CONTRACT,
                "name: quantity\n              logicalType: integer\n              required: true",
                "name: quantity\n              logicalType: integer");

        assertThat(ContractDiff.between(port(CONTRACT), port(optional)))
                .extracting(Change::rule, Change::breaking)
                .containsExactly(tuple("field.required", true));
        assertThat(ContractDiff.between(port(optional), port(CONTRACT)))
                .extracting(Change::rule, Change::breaking)
                .containsExactly(tuple("field.required", false));
    }

    @Test
    void anotherFormOfTheSameTypeBreaks() {
        String number = changed(CONTRACT, "logicalType: boolean", "logicalType: number");
        String decimal =
                changed(CONTRACT, "logicalType: boolean", "logicalType: number\n        physicalType: decimal(10,2)");

        assertThat(ContractDiff.between(port(number), port(decimal)))
                .extracting(Change::rule)
                .containsExactly("field.kind");
    }

    /** It was any JSON before, and only what is declared comes afterwards, under another number. */
    @Test
    void whatIsWithinAnObjectIsDeclaredOnceAndForAll() {
        String open = changed(CONTRACT, """
                        properties:
                          - name: country
                            logicalType: string
                """, "");

        assertThat(ContractDiff.between(port(open), port(CONTRACT)))
                .extracting(Change::rule, Change::path, Change::breaking)
                .containsExactly(
                        tuple("field.kind", "customer", true), tuple("field.added", "customer.country", false));
        assertThat(ContractDiff.between(port(CONTRACT), port(open)))
                .extracting(Change::rule, Change::path, Change::breaking)
                .containsExactly(tuple("field.kind", "customer", true));
    }

    @Test
    void aSchemaThatStoredRecordsDoNotFitBreaks() {
        String avro = changed(CONTRACT, "format: json", "format: avro");
        String fields = "{name: a, type: string}, {name: b, type: string}";
        String turned = "{name: b, type: string}, {name: a, type: string}";

        assertThat(ContractDiff.between(withSchema(avro, fields), withSchema(avro, turned)))
                .extracting(Change::rule, Change::breaking)
                .containsExactly(tuple("schema.incompatible", true));
        assertThat(ContractDiff.between(withSchema(avro, fields), withSchema(avro, fields + " ")))
                .extracting(Change::rule, Change::breaking)
                .containsExactly(tuple("schema.changed", false));
    }

    private static CompiledPort withSchema(String contract, String fields) {
        LintedPort linted = lint(PRODUCT, contract).understood().get(0);
        String text = ("{type: record, name: R, fields: [" + fields + "]}").replaceAll("([a-zR]+)", "\"$1\"");
        return linted.withSchema(new SchemaOrigin(SchemaOrigin.Framing.NONE, "", "", text, ""))
                .port();
    }

    @Test
    void theKeyIsAPromise() {
        String delete = changed(CONTRACT, "value: compact", "value: delete");
        String otherKey = changed(delete, "value: order_id", "value: customer.country");
        String noKey = changed(delete, "      - property: kafkaKey\n        value: order_id\n", "");

        assertThat(ContractDiff.between(port(delete), port(otherKey)))
                .extracting(Change::rule)
                .containsExactly("key.changed");
        assertThat(ContractDiff.between(port(delete), port(noKey)))
                .extracting(Change::rule)
                .containsExactly("key.changed");
        assertThat(ContractDiff.between(port(noKey), port(delete)))
                .extracting(Change::rule, Change::breaking)
                .containsExactly(tuple("key.added", false));
    }

    @Test
    void theLargestStepCounts() {
        SemanticVersion version = SemanticVersion.parse("1.2.3").orElseThrow();
        Change words = Change.harmless("description.changed", "a", "m", "c");
        Change addition = Change.harmless("field.added", "b", "m", "c");
        Change removal = Change.breaking("field.removed", "c", "m", "c");

        assertThat(VersionStep.of(List.of(words)).after(version)).hasToString("1.2.4");
        assertThat(VersionStep.of(List.of(words, addition)).after(version)).hasToString("1.3.0");
        assertThat(VersionStep.of(List.of(addition, removal, words)).after(version))
                .hasToString("2.0.0");
    }

    private static CompiledPort port(String contract) {
        LintResult result = lint(PRODUCT, contract);
        assertThat(result.blocking()).as("%s", result.findings()).isFalse();
        return result.understood().get(0).port();
    }
}
