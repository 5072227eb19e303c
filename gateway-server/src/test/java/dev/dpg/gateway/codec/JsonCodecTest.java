package dev.dpg.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
    private static final RecordType ORDER = Types.of(
            "id string",
            "count integer",
            "price number",
            "total decimal",
            "paid boolean",
            "time timestamp",
            "day date",
            "at time",
            "blob bytes",
            "items array",
            "items[] object",
            "items[].sku string",
            "items[].grid array",
            "items[].grid[] array",
            "items[].grid[][] integer",
            "extra any");
    private static final RecordCodec CODEC = codec(ORDER);

    @Test
    void declaredPropertiesComeInTheirOrderWithTheirDigitsAndOthersAreLeftOut() throws UnreadableValueException {
        assertThat(
                        json(
                                "{ \"x\":[{\"y\":null}], \"price\" : 1.50, \"count\":1e2,\"id\":\"a\\u00e9\\n\\\"\",\"paid\":null}"))
                .isEqualTo("{\"price\":1.50,\"count\":1e2,\"id\":\"aé\\u000a\\\"\",\"paid\":null}");
    }

    @Test
    void eachKindHasOneForm() throws UnreadableValueException {
        assertThat(json("{\"total\":1.20e1,\"time\":\"2026-01-31t15:30:00.250+02:00\",\"day\":\"2024-02-29\","
                        + "\"at\":\"13:30:00.50\",\"blob\":\"AQI=\",\"items\":[{\"sku\":\"s\",\"grid\":[[1],[]]},null],"
                        + "\"extra\":{\"a\":[1.0,true,{}],\"b\":\"c\"}}"))
                .isEqualTo("{\"total\":\"12.0\",\"time\":\"2026-01-31T13:30:00.25Z\",\"day\":\"2024-02-29\","
                        + "\"at\":\"13:30:00.5\",\"blob\":\"AQI=\",\"items\":[{\"sku\":\"s\",\"grid\":[[1],[]]},null],"
                        + "\"extra\":{\"a\":[1.0,true,{}],\"b\":\"c\"}}");
        assertThat(json("{\"time\":-1,\"total\":\"007.10\"}"))
                .isEqualTo("{\"time\":\"1969-12-31T23:59:59.999Z\",\"total\":\"7.10\"}");
        assertThat(json("{\"time\":\"2016-12-31T23:59:60Z\"}")).isEqualTo("{\"time\":\"2017-01-01T00:00:00Z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"id\":1}",
                "{\"id\":\"\\ud800\"}",
                "{\"id\":\"\\udc00\"}",
                "{\"id\":\"a\",\"id\":\"b\"}",
                "{\"count\":1.5}",
                "{\"count\":9223372036854775808}",
                "{\"count\":1e999999999}",
                "{\"count\":\"1\"}",
                "{\"price\":1e999}",
                "{\"total\":1e999999999}",
                "{\"total\":\"1,5\"}",
                "{\"paid\":0}",
                "{\"time\":\"2026-01-31T15:30:00\"}",
                "{\"time\":\"2026-02-30T15:30:00Z\"}",
                "{\"time\":\"0000-01-01T00:00:00Z\"}",
                "{\"time\":253402300800000}",
                "{\"time\":true}",
                "{\"day\":\"2026-1-31\"}",
                "{\"at\":\"24:00:00\"}",
                "{\"at\":\"23:59:60\"}",
                "{\"blob\":\"?\"}",
                "{\"items\":{}}",
                "{\"items\":[1]}",
                "{\"items\":[{\"grid\":[1]}]}",
                "{\"extra\":01}",
                "{\"undeclared\":tru}",
                "{\"id\":\"a\"} x",
                "{\"id\":\"a\"",
                "{\"id\""
            })
    void whatIsNoSuchRecordIsUnreadable(String text) {
        assertThatThrownBy(() -> json(text))
                .isInstanceOfSatisfying(
                        UnreadableValueException.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(Cause.INVALID_VALUE));
    }

    @Test
    void messagesNameThePropertyAndNothingOfTheRecord() {
        assertThatThrownBy(() -> json("{\"items\":[{\"sku\":{\"secret\":1}}]}"))
                .hasMessage("items[].sku: an object where the contract has string");
    }

    @Test
    void nestingIsLimitedInDeclaredUndeclaredAndAnyValues() {
        String deep = "[".repeat(300) + "]".repeat(300);
        assertThatThrownBy(() -> json("{\"extra\":" + deep + "}")).hasMessageContaining("256 levels");
        assertThatThrownBy(() -> json("{\"undeclared\":" + deep + "}")).hasMessageContaining("256 levels");
        String fits = "[".repeat(60) + "]".repeat(60);
        assertThatThrownBy(() -> Types.protobuf(CODEC, Types.utf8("{\"extra\":" + fits + "}")))
                .hasMessageContaining("90 levels");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | {\"id\":\"i\"}",
                "items | {\"items\":[{\"sku\":\"s\",\"grid\":[[1]]},null]}",
                "items[] | {\"items\":[{\"sku\":\"s\",\"grid\":[[1]]},null]}",
                "items[].sku | {\"items\":[{\"sku\":\"s\"},null]}",
                "items[].grid[][] | {\"items\":[{\"grid\":[[1]]},null]}",
                "extra,id | {\"id\":\"i\",\"extra\":{\"id\":[{\"k\":1}]}}",
                "paid | {}"
            })
    void selectedPropertiesComeAlone(String fields, String expected) throws UnreadableValueException {
        Selection selection = Selection.of(List.of(fields.trim().split(",", -1)), ORDER);
        String text = "{\"id\":\"i\",\"count\":1,\"items\":[{\"sku\":\"s\",\"grid\":[[1]]},null],"
                + "\"extra\":{\"id\":[{\"k\":1}]},\"x\":{}}";
        WireBuffer out = new WireBuffer(0);
        JsonSink sink = new JsonSink(JsonShape.of(ORDER), Types.NO_LIMIT);
        sink.begin(out);
        Types.read(CODEC, Types.utf8(text), new SelectingSink(SelectingSink.Node.of(ORDER, selection), sink));
        assertThat(new String(out.copy(), StandardCharsets.UTF_8)).isEqualTo(expected.trim());
    }

    @Test
    void selectionsOfTheSameAreEqualAndUnknownPathsNameTheNearest() {
        assertThat(Selection.of(List.of("items", "id", "items[].sku"), ORDER))
                .isEqualTo(Selection.of(List.of("id", "items[]"), ORDER));
        assertThatThrownBy(() -> Selection.of(List.of("items[].skuu"), ORDER))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(Reason.BAD_FIELD_MASK))
                .hasMessageContaining("\"items[].sku\"");
    }

    @Test
    void recordThatGrowsBeyondTheLimitIsTooLarge() {
        byte[] value = Types.utf8("{\"items\":[" + "{},".repeat(1_000) + "{}]}");
        assertThatThrownBy(() -> Types.encoded(CODEC, value, new JsonSink(JsonShape.of(ORDER), 100)))
                .isInstanceOfSatisfying(
                        UnreadableValueException.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(Cause.TOO_LARGE));
        assertThatThrownBy(() -> Types.encoded(CODEC, value, new ProtobufSink(MessageShape.of(ORDER), 100)))
                .isInstanceOfSatisfying(
                        UnreadableValueException.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(Cause.TOO_LARGE));
    }

    @Test
    void mutatedTextsAreReadOrRefusedAndNothingElse() {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] text = Types.utf8(
                "{\"id\":\"a\\u00e9\",\"count\":12,\"price\":1.5e3,\"total\":\"1.5\",\"time\":\"2026-01-31T15:30"
                        + ":00Z\",\"day\":\"2026-01-31\",\"items\":[{\"grid\":[[1]]}],\"extra\":{\"a\":[null]}}");
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = text.clone();
            for (int mutations = 1 + random.nextInt(2); mutations > 0; mutations--) {
                mutant[random.nextInt(mutant.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : text[random.nextInt(text.length)]);
            }
            try {
                Types.json(CODEC, mutant);
                Types.protobuf(CODEC, mutant);
                read++;
            } catch (UnreadableValueException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageNotContaining("\u00e9");
            } catch (RuntimeException | StackOverflowError broken) {
                throw new AssertionError("seed " + seed + ": " + new String(mutant, StandardCharsets.UTF_8), broken);
            }
        }
        assertThat(read).as("seed %d", seed).isPositive();
    }

    private static RecordCodec codec(RecordType type) {
        return RecordCodecs.of(PayloadFormat.JSON, SchemaOrigin.NONE, type, SchemaSource.NONE);
    }

    private static String json(String text) throws UnreadableValueException {
        return Types.json(CODEC, Types.utf8(text));
    }
}
