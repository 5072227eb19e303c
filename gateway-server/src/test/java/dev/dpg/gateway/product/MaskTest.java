package dev.dpg.gateway.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    @ParameterizedTest
    @CsvSource({
        "null, null",
        "redact, redact",
        "hash, hash",
        "truncate:1, truncate:1",
        "truncate:999, truncate:999",
        "generalise:day, generalise:day",
        "generalise:month, generalise:month",
        "generalise:year, generalise:year",
        "generalise:10, generalise:10",
        "generalise:0010.50, generalise:10.5",
        "generalise:0.000000001, generalise:0.000000001",
        "generalise:999999999999999, generalise:999999999999999"
    })
    void isWrittenAsItWasRead(String text, String canonical) {
        Mask mask = Mask.parse(text).orElseThrow();

        assertThat(mask.text()).isEqualTo(canonical);
        assertThat(Mask.parse(canonical)).contains(mask);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Null",
                "REDACT",
                "hide",
                "hash ",
                "hash:md5",
                "truncate",
                "truncate:",
                "truncate:0",
                "truncate:-1",
                "truncate:1000",
                "truncate:x",
                "generalise",
                "generalise:",
                "generalise:week",
                "generalise:0",
                "generalise:0.0",
                "generalise:-1",
                "generalise:1e3",
                "generalise:.5",
                "generalise:1000000000000000",
                "generalise:0.0000000001",
                "generalize:10"
            })
    void othersAreNone(String text) {
        assertThat(Mask.parse(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(ValueKind.class)
    void whatIsOfferedForAKindFits(ValueKind kind) {
        List<String> offered = Arrays.stream(Mask.fitting(kind).split(", ", -1))
                .filter(text -> !text.contains(" "))
                .map(text -> text.replaceAll("<.*>", "10"))
                .toList();

        assertThat(offered)
                .contains("null")
                .allMatch(text -> Mask.parse(text).orElseThrow().fits(kind));
        for (String text : List.of(
                "null",
                "redact",
                "hash",
                "truncate:10",
                "generalise:day",
                "generalise:month",
                "generalise:year",
                "generalise:10")) {
            assertThat(Mask.parse(text).orElseThrow().fits(kind)).as(text).isEqualTo(offered.contains(text));
        }
    }

    @Test
    void anIntegerHasWholeStepsThatHideSomething() {
        assertThat(Mask.parse("generalise:1").orElseThrow().fits(ValueKind.INTEGER))
                .isFalse();
        assertThat(Mask.parse("generalise:2.5").orElseThrow().fits(ValueKind.INTEGER))
                .isFalse();
        assertThat(Mask.parse("generalise:2").orElseThrow().fits(ValueKind.INTEGER))
                .isTrue();
        assertThat(Mask.parse("generalise:1").orElseThrow().fits(ValueKind.NUMBER))
                .isTrue();
    }
}
