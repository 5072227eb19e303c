package dev.dpg.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void whiteSpaceBetweenTokensGoes() {
        assertThat(compact("{ \"a\" : [ 1 ,\r\n\t2 ] ,\n \"b\": { } }\n")).isEqualTo("{\"a\":[1,2],\"b\":{}}");
    }

    @Test
    void whiteSpaceInStringsStays() {
        assertThat(compact("{\"a b\" : \" c \\\" d \\\\\" }")).isEqualTo("{\"a b\":\" c \\\" d \\\\\"}");
    }

    @Test
    void aQuoteAfterAnEscapedBackslashEndsTheString() {
        assertThat(compact("[\"\\\\\" , \" x\"]")).isEqualTo("[\"\\\\\",\" x\"]");
    }

    @Test
    void numbersKeepEveryDigitTheirAuthorWrote() {
        String numbers = "[1.10,1e400,-0.0,12345678901234567890123,0.1000000000000000055511151231257827]";

        assertThat(compact(numbers)).isEqualTo(numbers);
    }

    @Test
    void stringsAreEscapedWhereTheStandardAsksForIt() {
        var text = new StringBuilder();

        JsonText.appendString(text, "a\"b\\c\nd\u0001é😀");

        assertThat(text).hasToString("\"a\\\"b\\\\c\\nd\\u0001é😀\"");
    }

    @Test
    void halfACharacterIsEscapedSoThatTheOutputStaysUnicode() {
        var text = new StringBuilder();

        JsonText.appendString(text, "\ud83d");

        assertThat(text).hasToString("\"\\ud83d\"");
    }

    private static String compact(String json) {
        var text = new StringBuilder();
        JsonText.appendCompact(text, json);
        return text.toString();
    }
}
