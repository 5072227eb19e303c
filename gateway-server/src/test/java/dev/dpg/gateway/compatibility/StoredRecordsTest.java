package dev.dpg.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredRecordsTest {
    private static final String FIRST = "{\"name\":\"a\",\"type\":\"string\"}";
    private static final String SECOND = "{\"name\":\"b\",\"type\":\"string\"}";
    private static final String WITH_DEFAULT = "{\"name\":\"c\",\"type\":\"string\",\"default\":\"\"}";
    private static final String REQUIRED = "{\"name\":\"c\",\"type\":\"string\"}";

    @Test
    void plainAvroIsReadByTheSchemaItWasWrittenWithAlone() {
        String before = avro(FIRST, SECOND);

        assertThat(plain(before, avro(SECOND, FIRST))).isPresent();
        assertThat(plain(before, avro(FIRST, SECOND, WITH_DEFAULT))).isPresent();
        assertThat(plain(before, avro(FIRST))).isPresent();
        assertThat(plain(before, before.replace("\"type\":\"record\"", "\"doc\":\"Words.\",\"type\":\"record\"")))
                .isEmpty();
    }

    @Test
    void avroThatNamesItsSchemaIsResolved() {
        String before = avro(FIRST, SECOND);

        assertThat(framed(before, avro(SECOND, FIRST))).isEmpty();
        assertThat(framed(before, avro(FIRST, SECOND, WITH_DEFAULT))).isEmpty();
        assertThat(framed(before, avro(FIRST))).isEmpty();
        assertThat(framed(before, avro(FIRST, SECOND, REQUIRED))).isPresent();
        assertThat(framed(before, before.replace("string", "int"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "string a = 1; string b = 2;, false",
        "string a = 1; string renamed = 2;, false",
        "string a = 1; string b = 2; string c = 3;, false",
        "string a = 1;, false",
        "string a = 2; string b = 1;, true",
        "string a = 7; string b = 2;, true",
        "int64 a = 1; string b = 2;, true"
    })
    void protobufIsReadByNumbers(String fields, boolean objection) {
        String before = "syntax = \"proto3\"; message M { string a = 1; string b = 2; }";
        String after = "syntax = \"proto3\"; message M { " + fields + " }";

        assertThat(StoredRecords.objection(
                                PayloadFormat.PROTOBUF, origin(Framing.NONE, before), origin(Framing.NONE, after))
                        .isPresent())
                .isEqualTo(objection);
    }

    @Test
    void jsonIsReadWithoutItsSchemaAndWithoutTextsThereIsNothingToCompare() {
        assertThat(StoredRecords.objection(
                        PayloadFormat.JSON, origin(Framing.NONE, "{}"), origin(Framing.NONE, "{\"type\":\"object\"}")))
                .isEmpty();
        assertThat(plain("", avro(FIRST))).isEmpty();
        assertThat(plain(avro(FIRST), "no schema")).isEmpty();
    }

    private static Optional<String> plain(String before, String after) {
        return StoredRecords.objection(PayloadFormat.AVRO, origin(Framing.NONE, before), origin(Framing.NONE, after));
    }

    private static Optional<String> framed(String before, String after) {
        return StoredRecords.objection(
                PayloadFormat.AVRO, origin(Framing.CONFLUENT, before), origin(Framing.CONFLUENT, after));
    }

    private static SchemaOrigin origin(Framing framing, String text) {
        return new SchemaOrigin(framing, "", "", text, "");
    }

    private static String avro(String... fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + String.join(",", fields) + "]}";
    }
}
