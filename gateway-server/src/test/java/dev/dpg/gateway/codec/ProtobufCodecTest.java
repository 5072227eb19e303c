package dev.dpg.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufCodecTest {
    private static final String HEAD = "syntax = \"proto3\"; import \"google/protobuf/timestamp.proto\";"
            + " import \"google/type/date.proto\"; import \"google/type/timeofday.proto\";"
            + " import \"confluent/type/decimal.proto\"; ";

    /** Fields by what they are in the schema, the property's kind, the value in protobuf's text form, and what is read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int32 a = 1;|integer|a: -5|{\"a\":-5}",
                "int32 a = 1;|number|a: -5|{\"a\":-5.0}",
                "int32 a = 1;|decimal|a: -5|{\"a\":\"-5\"}",
                "uint64 a = 1;|decimal|a: 18446744073709551615|{\"a\":\"18446744073709551615\"}",
                "uint64 a = 1;|number|a: 18446744073709551615|{\"a\":1.8446744073709552E19}",
                "string a = 1;|date|a: '2026-01-31'|{\"a\":\"2026-01-31\"}",
                "string a = 1;|timestamp|a: '2026-01-31T01:00:00+01:00'|{\"a\":\"2026-01-31T00:00:00Z\"}",
                "string a = 1;|time|a: '13:30:00'|{\"a\":\"13:30\"}",
                "string a = 1;|decimal|a: '1e2'|{\"a\":\"100\"}",
                "string a = 1;|bytes|a: 'abc'|{\"a\":\"YWJj\"}",
                "bytes a = 1;|string|a: 'abc'|{\"a\":\"abc\"}",
                "bytes a = 1;|any|a: 'abc'|{\"a\":\"YWJj\"}",
                "E a = 1; enum E { X = 0; Y = 1; }|string|a: Y|{\"a\":\"Y\"}",
                "E a = 1; enum E { X = 0; Y = 1; }|integer|a: Y|{\"a\":1}",
                "google.protobuf.Timestamp a = 1;|timestamp|a: {seconds: 1 nanos: 5}|{\"a\":\"1970-01-01T00:00:01.000000005Z\"}",
                "google.protobuf.Timestamp a = 1;|string|a: {seconds: 1 nanos: 500000000}|{\"a\":\"1970-01-01T00:00:01.5Z\"}",
                "google.type.Date a = 1;|date|a: {year: 2026 month: 1 day: 31}|{\"a\":\"2026-01-31\"}",
                "google.type.TimeOfDay a = 1;|time|a: {hours: 13 minutes: 30 nanos: 5}|{\"a\":\"13:30:00.000000005\"}",
                "confluent.type.Decimal a = 1;|decimal|a: {value: '\\004\\342' scale: 2}|{\"a\":\"12.50\"}",
                "confluent.type.Decimal a = 1;|any|a: {value: '\\377' scale: 0}|{\"a\":\"-1\"}",
                "int32 a = 1;|integer||{\"a\":0}",
                "optional int32 a = 1;|integer||{}",
                "oneof o { int32 a = 1; string b = 2; }|integer|b: 'x'|{}",
                "google.protobuf.Timestamp a = 1;|timestamp||{}",
                "map<string, int32> a = 1;|any||{\"a\":{}}",
                "repeated int32 a = 1;|any|a: [1, 2]|{\"a\":[1,2]}",
                "int32 not_this = 1 [json_name = 'a'];|integer|not_this: 3|{\"a\":3}",
                "N a = 1; message N { int32 x = 1; N n = 2; }|any|a: {n: {x: 2}}|{\"a\":{\"x\":0,\"n\":{\"x\":2}}}",
            })
    void aFieldIsReadAsItsProperty(String fields, String kind, String text, String expected) throws Exception {
        String schema = HEAD + "message M { " + fields.replace('\'', '"') + " }";
        RecordCodec codec = codec(schema, type(kind));
        byte[] bytes = bytes(schema, text == null ? "" : text);
        assertThat(PushedTree.read(codec, bytes).toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string a = 1;|integer",
                "int32 a = 1;|string",
                "double a = 1;|decimal",
                "bool a = 1;|number",
                "repeated int32 a = 1;|integer",
                "map<string, int32> a = 1;|object",
                "N a = 1; message N {}|string",
                "int64 a = 1;|timestamp",
                "google.protobuf.Timestamp a = 1;|date",
                "int32 b = 1;|integer",
            })
    void whatCannotBeThePropertyIsAMismatch(String fields, String kind) {
        RecordCodec codec = codec(HEAD + "message M { " + fields + " }", type(kind));
        assertUnreadable(codec, new byte[0], Cause.SCHEMA_MISMATCH);
    }

    @Test
    void defaultsOfTheOldSyntaxAreThere() throws Exception {
        String schema = "message M { optional int32 a = 1 [default = -7]; }";
        assertThat(PushedTree.read(codec(schema, type("integer")), new byte[0]).toString())
                .isEqualTo("{\"a\":-7}");
        String required = "message M { required int32 a = 1; }";
        assertUnreadable(codec(required, type("integer")), new byte[0], Cause.INVALID_VALUE);
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        RecordCodec codec = codec("syntax = \"proto3\"; message M { string a = 1; M m = 2; }", type("string"));
        for (int[] bytes : new int[][] {
            {0x0A},
            {0x0A, 5, 'a'},
            {0x0A, 1, 0xFF},
            {0x00, 0},
            {0x0E},
            {0x0C},
            {0x08},
            {0x0B},
            {0x80},
            {0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1},
            {0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F}
        }) {
            assertUnreadable(codec, unsigned(bytes), Cause.INVALID_VALUE);
        }
    }

    @Test
    void messagesThatHoldThemselvesTooOftenAreRefused() throws Exception {
        String schema = "syntax = \"proto3\"; message M { M a = 1; }";
        RecordCodec codec = codec(schema, type("any"));
        assertThat(PushedTree.read(codec, nested(100)).toString()).startsWith("{\"a\":{\"a\":");
        assertUnreadable(codec, nested(101), Cause.INVALID_VALUE);
        assertUnreadable(codec, nested(20_000), Cause.INVALID_VALUE);
        byte[] groups = new byte[200_000];
        Arrays.fill(groups, (byte) 0x1B);
        assertUnreadable(codec, groups, Cause.INVALID_VALUE);
    }

    @Test
    void numbersThatDoNotFitAreRefused() {
        String schema = "syntax = \"proto3\"; message M { uint64 a = 1; }";
        RecordCodec codec = codec(schema, type("integer"));
        assertUnreadable(codec, bytes(schema, "a: 9223372036854775808"), Cause.INVALID_VALUE);
        String times = HEAD + "message M { google.protobuf.Timestamp a = 1; }";
        assertUnreadable(
                codec(times, type("timestamp")), bytes(times, "a: {seconds: 999999999999}"), Cause.INVALID_VALUE);
        assertUnreadable(codec(times, type("timestamp")), bytes(times, "a: {nanos: -1}"), Cause.INVALID_VALUE);
    }

    @Test
    void whatOlderAndNewerSchemasWroteIsReadByNumber() throws Exception {
        String contract = "syntax = \"proto3\"; package c; message M { int64 a = 3; optional string b = 5; E e = 6;"
                + " enum E { NONE = 0; NEW_NAME = 1; } }";
        String older =
                "syntax = \"proto3\"; package o; message M { int32 old_a = 3; E e = 6; enum E { ZERO = 0; OLD = 1; TWO = 2; } }";
        RecordType type = RecordType.of(
                List.of(field("a", ValueKind.INTEGER), field("b", ValueKind.STRING), field("e", ValueKind.STRING)));
        RecordCodec codec = framed(contract, type, Map.of(1, contract, 2, older));
        assertThat(PushedTree.read(codec, framed(2, bytes(older, "old_a: -4 e: OLD"), 0))
                        .toString())
                .isEqualTo("{\"a\":-4,\"e\":\"NEW_NAME\"}");
        assertThat(PushedTree.read(codec, framed(2, bytes(older, "old_a: 4 e: TWO"), 0))
                        .toString())
                .isEqualTo("{\"a\":4,\"e\":\"TWO\"}");
        assertThat(PushedTree.read(codec, framed(1, bytes(contract, "b: 'x' e: 9"), 0))
                        .toString())
                .isEqualTo("{\"a\":0,\"b\":\"x\",\"e\":\"9\"}");
    }

    @Test
    void theMessageIsTheOneThatTheValueNames() throws Exception {
        String schema =
                "syntax = \"proto3\"; message A { message M { int32 a = 1; } message B {} } message M { int32 a = 2; }";
        RecordCodec codec =
                framed("syntax = \"proto3\"; message M { int32 a = 1; }", type("integer"), Map.of(7, schema));
        byte[] value = {0x08, 5};
        assertThat(PushedTree.read(codec, framed(7, value, 2, 0, 0)).toString()).isEqualTo("{\"a\":5}");
        assertThat(PushedTree.read(codec, framed(7, value, 1, 1)).toString()).isEqualTo("{\"a\":0}");
        assertUnreadable(codec, framed(7, value, 0), Cause.SCHEMA_MISMATCH);
        assertUnreadable(codec, framed(7, value, 2, 0, 1), Cause.SCHEMA_MISMATCH);
        assertUnreadable(codec, framed(7, value, 1, 9), Cause.INVALID_VALUE);
        assertUnreadable(codec, framed(7, value, 70), Cause.INVALID_VALUE);
    }

    @Test
    void valuesWithoutAKnownSchemaAreRefused() {
        String schema = "syntax = \"proto3\"; message M { int32 a = 1; }";
        RecordCodec codec = framed(schema, type("integer"), Map.of(1, schema, 2, "no schema at all"));
        assertUnreadable(codec, framed(3, new byte[0], 0), Cause.UNKNOWN_SCHEMA);
        assertUnreadable(codec, framed(2, new byte[0], 0), Cause.SCHEMA_MISMATCH);
        assertUnreadable(codec, new byte[] {1, 0, 0, 0, 1, 0}, Cause.INVALID_VALUE);
        assertUnreadable(codec, new byte[] {0, 0, 0}, Cause.INVALID_VALUE);
        assertUnreadable(codec, new byte[0], Cause.INVALID_VALUE);
    }

    private static RecordCodec codec(String schema, RecordType type) {
        SchemaOrigin origin = new SchemaOrigin(Framing.NONE, "", "", schema, "M");
        return RecordCodecs.of(PayloadFormat.PROTOBUF, origin, type, SchemaSource.NONE);
    }

    private static RecordCodec framed(String contract, RecordType type, Map<Integer, String> registered) {
        SchemaOrigin origin = new SchemaOrigin(Framing.CONFLUENT, "main", "", contract, "");
        return RecordCodecs.of(PayloadFormat.PROTOBUF, origin, type, new SchemaSource() {
            @Override
            public Lookup byId(String registry, int id) {
                String text = registered.get(id);
                return text == null
                        ? new Lookup.Absent()
                        : new Lookup.Known(new RegisteredSchema(id, PayloadFormat.PROTOBUF, text, List.of()));
            }

            @Override
            public CompletionStage<Optional<RegisteredSchema>> latest(String registry, String subject) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
        });
    }

    /** The number of indexes and the indexes, or a single zero. */
    private static byte[] framed(int id, byte[] value, int... indexes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, (byte) id});
        for (int index : indexes) {
            int zigzag = index << 1;
            if (zigzag > 0x7F) {
                bytes.write((zigzag & 0x7F) | 0x80);
                zigzag >>= 7;
            }
            bytes.write(zigzag);
        }
        bytes.writeBytes(value);
        return bytes.toByteArray();
    }

    private static byte[] bytes(String schema, String text) {
        Descriptor message = ProtobufSchema.ofText(schema, Map.of(), "M").message();
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(message);
        try {
            TextFormat.merge(text, builder);
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(text, e);
        }
        return builder.buildPartial().toByteArray();
    }

    private static byte[] nested(int levels) {
        byte[] bytes = new byte[0];
        for (int i = 0; i < levels; i++) {
            ByteArrayOutputStream outer = new ByteArrayOutputStream();
            outer.write(0x0A);
            for (int length = bytes.length; ; length >>>= 7) {
                outer.write(length > 0x7F ? (length & 0x7F) | 0x80 : length);
                if (length <= 0x7F) {
                    break;
                }
            }
            outer.writeBytes(bytes);
            bytes = outer.toByteArray();
        }
        return bytes;
    }

    private static byte[] unsigned(int[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void assertUnreadable(RecordCodec codec, byte[] bytes, Cause cause) {
        assertThatThrownBy(() -> PushedTree.read(codec, bytes))
                .isInstanceOfSatisfying(
                        UnreadableValueException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(cause));
    }

    private static RecordType type(String kind) {
        ValueKind wanted = ValueKind.ofName(kind).orElseThrow();
        List<Field> fields = new ArrayList<>(List.of(field("a", wanted)));
        if (wanted == ValueKind.OBJECT) {
            fields.add(field("a.x", ValueKind.INTEGER));
        }
        return RecordType.of(fields);
    }

    private static Field field(String path, ValueKind kind) {
        boolean required = kind == ValueKind.INTEGER && path.equals("a");
        return new Field(path, FieldType.STRING, kind, required, "", 0);
    }
}
