package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.CONTRACT;
import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.contractWith;
import static dev.dpg.gateway.contract.Samples.lint;
import static dev.dpg.gateway.contract.Samples.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small documents that ask for much: what they ask for is bounded, and said to be too much. */
class HostileContractsTest {
    private static final String GIFT = "      - name: gift\n        logicalType: boolean\n";

    @Test
    void metricsOfAllPropertiesDoNotMultiplyWithoutAnEnd() {
        String properties = IntStream.range(0, 200)
                .mapToObj(i -> "      - {name: p" + i + ", logicalType: string}\n")
                .collect(Collectors.joining());
        String metrics = "    quality:\n      - &m {metric: nullValues, mustBe: 0}\n" + "      - *m\n".repeat(200);

        LintResult result = lint(PRODUCT, changed(CONTRACT, GIFT, GIFT + properties + metrics));

        only(
                result.findings(),
                Rule.DOCUMENT_LIMIT,
                result.findings().get(0).place().toString());
        assertThat(result.blocking()).isTrue();
        assertThat(result.understood().get(0).terms().rules().size()).isEqualTo(RecordRules.RULES_MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "1e999999999"})
    void numbersWithVastExponentsAreNone(String number) {
        for (String option : List.of("multipleOf", "minimum")) {
            List<Finding> findings = contractWith(
                    GIFT,
                    "      - name: gift\n        logicalType: number\n        logicalTypeOptions: {" + option + ": "
                            + number + "}\n");

            assertThat(findings).extracting(Finding::rule).containsExactly(Rule.PROPERTY_OPTION);
        }
    }

    @Test
    void aLongNameIsNotToldAgainWithEachPropertyWithin() {
        String within = IntStream.range(0, 500)
                .mapToObj(i -> "          - {name: p" + i + ", logicalType: string}\n")
                .collect(Collectors.joining());

        List<Finding> findings = contractWith(
                GIFT,
                "      - name: " + "x".repeat(100_000) + "\n        logicalType: object\n        properties:\n"
                        + within);

        assertThat(findings).extracting(Finding::rule).containsExactly(Rule.PROPERTY_NAME);
    }
}
