package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.CONTRACT;
import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.lint;
import static dev.dpg.gateway.contract.Samples.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.Mask;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks as contracts name them. */
class MaskRulesTest {
    private static final String PLACE = "0.odcs.yaml:53:20 schema[0].properties[3].customProperties[0].value";

    @ParameterizedTest
    @CsvSource({
        "string, null",
        "string, redact",
        "string, hash",
        "string, truncate:3",
        "integer, generalise:10",
        "integer, null",
        "number, generalise:0.5",
        "date, generalise:month",
        "timestamp, generalise:day",
        "boolean, redact",
        "object, null"
    })
    void aMaskThatFitsIsKeptWithItsField(String type, String mask) {
        LintResult result = lint(PRODUCT, contract(type, mask));

        assertThat(result.findings()).isEmpty();
        assertThat(field(result, "gift").mask()).contains(Mask.parse(mask).orElseThrow());
    }

    @Test
    void theQuotedNullIsTheSameMask() {
        assertThat(field(lint(PRODUCT, contract("string", "\"null\"")), "gift").mask())
                .contains(Mask.NULL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string | mask it | There is no mask \"mask it\" for the property \"gift\", which is string.",
                "string | truncate:0 | There is no mask \"truncate:0\" for the property \"gift\", which is string.",
                "string | 5 | There is no mask \"5\" for the property \"gift\", which is string.",
                "string | generalise:10 | The mask \"generalise:10\" does not fit the property \"gift\", which is string.",
                "integer | hash | The mask \"hash\" does not fit the property \"gift\", which is integer.",
                "integer | generalise:0.5 | The mask \"generalise:0.5\" does not fit the property \"gift\", which is integer.",
                "date | generalise:day | The mask \"generalise:day\" does not fit the property \"gift\", which is date.",
                "time | hash | The mask \"hash\" does not fit the property \"gift\", which is time.",
                "object | redact | The mask \"redact\" does not fit the property \"gift\", which is object."
            })
    void anotherBlocks(String type, String mask, String message) {
        Finding finding = only(lint(PRODUCT, contract(type, mask)).findings(), Rule.PROPERTY_MASKING, PLACE);

        assertThat(finding.blocks()).isTrue();
        assertThat(finding.message()).isEqualTo(message);
        assertThat(finding.remedy()).startsWith("Use one of: null");
    }

    @Test
    void aNumberThatIsHashedIsToBeGeneralised() {
        Finding finding = only(lint(PRODUCT, contract("integer", "hash")).findings(), Rule.PROPERTY_MASKING, PLACE);

        assertThat(finding.remedy()).isEqualTo("Use one of: null, redact, generalise:<step>, a whole step above 1.");
    }

    @Test
    void whatIsWithinListsIsMaskedThere() {
        String mask = "customProperties: [{property: masking, value: generalise:10}]";
        String contract =
                changed(CONTRACT, "logicalType: integer\n", "logicalType: integer\n" + " ".repeat(14) + mask + "\n");

        LintResult result = lint(PRODUCT, contract);

        assertThat(result.findings()).isEmpty();
        assertThat(field(result, "lines[].quantity").mask())
                .contains(Mask.parse("generalise:10").orElseThrow());
    }

    @Test
    void oneMaskIsEnough() {
        String twice = contract("string", "hash")
                .replace(
                        "            value: hash\n",
                        "            value: hash\n          - property: masking\n            value: redact\n");

        only(
                lint(PRODUCT, twice).findings(),
                Rule.CONTRACT_CUSTOM_PROPERTY,
                "0.odcs.yaml:54:13 schema[0].properties[3].customProperties[1]");
    }

    @Test
    void theClassificationIsKept() {
        String contract =
                changed(CONTRACT, "logicalType: boolean", "logicalType: boolean\n        classification: internal");

        assertThat(field(lint(PRODUCT, contract), "gift").classification()).isEqualTo("internal");
        assertThat(field(lint(PRODUCT, contract), "lines").classification()).isEmpty();
    }

    @Test
    void anotherMaskIsAChangeThatBreaksNobody() {
        List<Change> changes = ContractDiff.between(
                port(contract("string", "hash")),
                port(contract("string", "redact")
                        .replace(
                                "logicalType: string\n        custom",
                                "logicalType: string\n        classification: c\n        custom")));

        assertThat(changes)
                .extracting(Change::rule, Change::path, Change::breaking, Change::message)
                .containsExactly(
                        tuple("field.mask", "gift", false, "The mask changes from hash to redact."),
                        tuple("field.classification", "gift", false, "The classification changes."));
    }

    /** Records of catalogues that were written before fields had masks. */
    @Test
    void fieldsWithoutMasksAreCompletedByTheirContract() {
        CompiledPort port = port(contract("string", "truncate:3"));
        List<Field> before = port.fields().stream()
                .map(field -> field.guarded("", Optional.empty()))
                .toList();

        assertThat(GuardedFields.of(before, port.contractDocument())).isEqualTo(port.fields());
        assertThat(GuardedFields.of(before, Samples.document("c", "no contract")))
                .isEqualTo(before);
        assertThat(GuardedFields.of(before, Samples.document("c", "\u0000"))).isEqualTo(before);
    }

    @Test
    void aMaskOfBeforeThatIsNoneLeavesNothing() {
        CompiledPort port = port(CONTRACT);

        List<Field> fields =
                GuardedFields.of(port.fields(), Samples.document("c", contract("string", "whatever was written")));

        assertThat(fields)
                .filteredOn(field -> field.path().equals("gift"))
                .extracting(Field::mask)
                .containsExactly(Optional.of(Mask.NULL));
    }

    /** The last property of the contract, of another type and with a mask. */
    private static String contract(String type, String mask) {
        return changed(
                CONTRACT,
                "        logicalType: boolean\n",
                "        logicalType: " + type + "\n        customProperties:\n          - property: masking\n"
                        + "            value: " + mask + "\n");
    }

    private static Field field(LintResult result, String path) {
        return result.understood().get(0).port().fields().stream()
                .filter(field -> field.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static CompiledPort port(String contract) {
        return lint(PRODUCT, contract).understood().get(0).port();
    }
}
