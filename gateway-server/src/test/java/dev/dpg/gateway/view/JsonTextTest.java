package dev.dpg.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.dpg.gateway.codec.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final List<String> SEEDS = List.of(
            "{\"a\":[1,2.5e-3,{\"b\":null}],\"c\":\"d\\u00e9\\n\",\"e\":[[],{}],\"f\":-0,\"g\":true}",
            "[\"äöü€𝄞\",0,10,-1.0E+5,false]",
            " { } ",
            "\"text\"",
            "12345678901234567890123456789");

    private static final String MUTANTS = "{}[]\",:0e.-\\ tn\u0001";

    private final JsonText json = new JsonText();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "0",
                "-0",
                "1.5",
                "1e5",
                "1E-5",
                "true",
                "false",
                "null",
                "\"\"",
                " [ 1 , 2 ] ",
                "\"\\ud834\"",
                "{\"a\":{\"a\":1},\"a\":2}",
                "\"é€𝄞\"",
                "\t\r\n1"
            })
    void acceptsJson(String text) {
        assertThat(judge(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(JsonText.VALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "]",
                "{]",
                "[}",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{,}",
                "[,]",
                "[1,]",
                "{\"a\":1,}",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "+1",
                "tru",
                "nul",
                "truefalse",
                "1 2",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "'a'",
                "NaN",
                "\uFEFF1",
                "[1}",
                "{\"a\":1]"
            })
    void refusesWhatIsNotJson(String text) {
        assertThat(judge(text.getBytes(StandardCharsets.UTF_8))).isNotEqualTo(JsonText.VALID);
    }

    @Test
    void refusesMalformedUtf8() {
        assertThat(judge(bytes('"', 0xC0, 0x80, '"'))).as("overlong").isEqualTo(1);
        assertThat(judge(bytes('"', 0xED, 0xA0, 0x80, '"'))).as("surrogate").isEqualTo(1);
        assertThat(judge(bytes('"', 0xF4, 0x90, 0x80, 0x80, '"'))).as("beyond").isEqualTo(1);
        assertThat(judge(bytes('"', 'a', 0xE2, 0x82))).as("cut off").isEqualTo(2);
        assertThat(judge(bytes('"', 0xFF, '"'))).isEqualTo(1);
    }

    @Test
    void allowsNestingUpToItsLimit() {
        assertThat(judge(nested(JsonText.DEPTH_MAX))).isEqualTo(JsonText.VALID);
        assertThat(judge(nested(JsonText.DEPTH_MAX + 1))).isEqualTo(JsonText.DEPTH_MAX);
        assertThat(judge("[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(JsonText.DEPTH_MAX);
    }

    @Test
    void agreesWithAnotherParserOnMutatedTexts() {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(JsonText.DEPTH_MAX)
                        .build())
                .build();
        int valid = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] text = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
            for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
                text[random.nextInt(text.length)] = (byte) MUTANTS.charAt(random.nextInt(MUTANTS.length()));
            }
            boolean ours = judge(text) == JsonText.VALID;
            assertThat(ours)
                    .as("seed %d: %s", seed, new String(text, StandardCharsets.UTF_8))
                    .isEqualTo(Utf8.isValid(text, 0, text.length) && acceptedBy(factory, text));
            valid += ours ? 1 : 0;
        }
        assertThat(valid).as("seed %d", seed).isBetween(5_000, 49_000);
    }

    private static boolean acceptedBy(JsonFactory factory, byte[] text) {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            while (parser.currentToken() != null) {
                if (parser.currentToken().isScalarValue()) {
                    parser.getText();
                }
                if (parser.nextToken() != null) {
                    return false;
                }
            }
            return true;
        } catch (IOException notJson) {
            return false;
        }
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private int judge(byte[] text) {
        byte[] framed = new byte[text.length + 4];
        System.arraycopy(text, 0, framed, 2, text.length);
        return json.firstFault(framed, 2, 2 + text.length);
    }
}
