package dev.dpg.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.schema.SchemaReading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What masks make of values, from every format and into both encodings. */
class MaskingSinkTest {
    private static final Salt SALT = Salt.of(Types.utf8("the salt of this test"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string | null | \"secret\" | null",
                "integer | null | 7 | null",
                "object | null | {\"x\":[1,{\"y\":2}]} | null",
                "array | null | [1,[2],{}] | null",
                "boolean | redact | true | null",
                "string | redact | \"secret\" | \"***\"",
                "string | redact | \"\" | \"***\"",
                "string | redact | null | null",
                "integer | redact | 7 | null",
                "number | redact | 7.5 | null",
                "decimal | redact | \"7.50\" | null",
                "bytes | redact | \"YWJj\" | null",
                "date | redact | \"2026-01-31\" | null",
                "time | redact | \"13:30:00\" | null",
                "timestamp | redact | \"2026-01-31T13:30:00Z\" | null",
                "string | truncate:3 | \"secret\" | \"sec\"",
                "string | truncate:9 | \"secret\" | \"secret\"",
                "string | truncate:2 | \"ß€😀x\" | \"ß€\"",
                "string | truncate:3 | \"ß€😀x\" | \"ß€😀\"",
                "date | generalise:month | \"2026-01-31\" | \"2026-01-01\"",
                "date | generalise:year | \"2024-12-31\" | \"2024-01-01\"",
                "date | generalise:month | \"0001-01-01\" | \"0001-01-01\"",
                "timestamp | generalise:day | \"2026-01-31T23:30:00.25Z\" | \"2026-01-31T00:00:00Z\"",
                "timestamp | generalise:day | \"2026-01-31T23:30:00-01:00\" | \"2026-02-01T00:00:00Z\"",
                "timestamp | generalise:month | \"1969-12-31T23:59:59Z\" | \"1969-12-01T00:00:00Z\"",
                "timestamp | generalise:year | \"2026-05-31T13:30:00Z\" | \"2026-01-01T00:00:00Z\"",
                "integer | generalise:10 | 19 | 10",
                "integer | generalise:10 | -1 | -10",
                "integer | generalise:10 | 1.2e2 | 120",
                "integer | generalise:10 | -9223372036854775808 | null",
                "number | generalise:10 | 19.75 | 10.0",
                "number | generalise:10 | -0.5 | -10.0",
                "number | generalise:0.25 | 0.99 | 0.75",
                "number | generalise:0.1 | 0.35 | 0.3",
                "number | generalise:10 | 1e300 | 1.0E300",
                "decimal | generalise:10 | \"19.75\" | \"10\"",
                "decimal | generalise:0.5 | \"-19.75\" | \"-20.0\"",
                "decimal | generalise:100 | \"12345678901234567890.5\" | \"12345678901234567800\"",
                // What does not fit leaves nothing.
                "integer | hash | 7 | null",
                "bytes | hash | \"YWJj\" | null",
                "object | redact | {\"x\":1} | null",
                "array | truncate:3 | [1] | null",
                "string | generalise:10 | \"7\" | null"
            })
    void ofEachKind(String kind, String mask, String stored, String expected) throws Exception {
        RecordType type = Types.of("before string", "a " + kind, "after string");
        String record = "{\"before\":\"b\",\"a\":" + stored + ",\"undeclared\":1,\"after\":\"c\"}";

        String given = json(type, Map.of("a", mask(mask)), record);

        assertThat(given).isEqualTo("{\"before\":\"b\",\"a\":" + expected + ",\"after\":\"c\"}");
        assertSameInMessages(type, Map.of("a", mask(mask)), record, given);
    }

    @Test
    void hashesAreOfTextAndSaltAlone() throws Exception {
        RecordType type = Types.of("a string", "b string", "c string");
        Map<String, Mask> masks = Map.of("a", Mask.HASH, "b", Mask.HASH);
        String record = "{\"a\":\"one\",\"b\":\"one\",\"c\":\"one\"}";

        String given = json(type, masks, record);

        // echo -n one | openssl dgst -sha256 -hmac 'the salt of this test'
        String hash = "3f5ea2376dc5b8cb746080d105abbfe6";
        assertThat(given).isEqualTo("{\"a\":\"" + hash + "\",\"b\":\"" + hash + "\",\"c\":\"one\"}");
        assertThat(json(type, masks, record.replace("one", "on\\u0065"))).contains("\"a\":\"" + hash);
        assertThat(json(type, masks, record, Salt.of(Types.utf8("the salt of that test"))))
                .doesNotContain(hash)
                .matches("\\{\"a\":\"[0-9a-f]{32}\",.*");
    }

    /** RFC 4231, test case 1. */
    @Test
    void hashesAreThoseOfTheStandard() {
        byte[] key = new byte[20];
        Arrays.fill(key, (byte) 0x0b);
        byte[] text = Types.utf8("Hi There");

        TextHash hash = TextHash.of(Salt.of(key));
        String first = new String(hash.digits(text, 0, text.length), StandardCharsets.US_ASCII);
        String copied = new String(hash.copy().digits(text, 0, text.length), StandardCharsets.US_ASCII);

        assertThat(first).isEqualTo("b0344c61d8db38535ca8afceaf0bf12b").isEqualTo(copied);
    }

    @Test
    void withinObjectsAndListsOfEveryDepth() throws Exception {
        RecordType type = Types.of(
                "customer object",
                "customer.name string",
                "customer.home object",
                "customer.home.street string",
                "customer.home.city string",
                "tags array",
                "tags[] string",
                "lines array",
                "lines[] object",
                "lines[].iban string",
                "lines[].amount integer",
                "lines[].notes array",
                "lines[].notes[] string",
                "grid array",
                "grid[] array",
                "grid[][] integer",
                "open object",
                "last string");
        Map<String, Mask> masks = Map.of(
                "customer.home.street", Mask.REDACT,
                "tags[]", mask("truncate:1"),
                "lines[].iban", Mask.REDACT,
                "lines[].notes", Mask.NULL,
                "grid[][]", mask("generalise:10"));
        String record = """
                {"open":{"iban":"kept"},"customer":{"name":"n","home":{"street":"s","city":"c"}},"tags":["abc","d",null],\
                "lines":[{"iban":"i1","amount":1,"notes":["x",["y"]]},{"amount":2,"iban":"i2"},null,{}],\
                "grid":[[11,12],[],null,[25]],"last":"l"}""".replace("[\"x\",[\"y\"]]", "[\"x\",\"y\"]");

        String given = json(type, masks, record);

        assertThat(given).isEqualTo("""
                {"open":{"iban":"kept"},"customer":{"name":"n","home":{"street":"***","city":"c"}},"tags":["a","d",null],\
                "lines":[{"iban":"***","amount":1,"notes":null},{"amount":2,"iban":"***"},null,{}],\
                "grid":[[10,10],[],null,[20]],"last":"l"}""");
        assertSameInMessages(type, masks, record.replace(",null", ""), given.replace(",null", ""));
    }

    @Test
    void whatIsMaskedAsAWholeHidesWhatIsWithinIt() throws Exception {
        RecordType type = Types.of(
                "a object", "a.b object", "a.b.c string", "l array", "l[] object", "l[].x string", "after integer");
        Map<String, Mask> masks =
                Map.of("a", Mask.NULL, "a.b.c", Mask.HASH, "l[]", Mask.NULL, "after", mask("generalise:2"));
        String record = "{\"a\":{\"b\":{\"c\":\"s\"}},\"l\":[{\"x\":\"s\"},{\"x\":\"t\"}],\"after\":7}";

        assertThat(json(type, masks, record)).isEqualTo("{\"a\":null,\"l\":[null,null],\"after\":6}");
    }

    @Test
    void aRecordThatWasGivenUpLeavesNothingBehind() throws Exception {
        RecordType type = Types.of("a object", "a.b string", "l array", "l[] object", "l[].x string");
        Map<String, Mask> masks = Map.of("a.b", Mask.REDACT, "l[]", Mask.NULL);
        WireBuffer out = new WireBuffer(0);
        JsonSink sink = new JsonSink(JsonShape.of(type), Types.NO_LIMIT);
        MaskingSink masking = new MaskingSink(MaskPlan.of(type, masks, SALT), sink);
        for (String broken : new String[] {"{\"l\":[{\"x\":1}]}", "{\"a\":{\"b\":[]}}", "{\"l\":[{\"x\":\"s\"}"}) {
            sink.begin(out);
            masking.reset();
            assertThatThrownBy(() -> Types.read(codec(type), Types.utf8(broken), masking))
                    .isInstanceOf(UnreadableValueException.class);
            out.rewindTo(0);
            sink.begin(out);
            masking.reset();
            Types.read(codec(type), Types.utf8("{\"a\":{\"b\":\"s\"},\"l\":[{\"x\":\"s\"}]}"), masking);
            assertThat(new String(out.copy(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\":{\"b\":\"***\"},\"l\":[null]}");
            out.rewindTo(0);
        }
    }

    @Test
    void masksOfPropertiesThatThereAreNotAreRefused() {
        RecordType type = Types.of("a string");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MaskPlan.of(type, Map.of("b", Mask.NULL), SALT))
                .withMessageContaining("[b]");
        assertThatIllegalArgumentException().isThrownBy(() -> Salt.of(new byte[15]));
        assertThat(SALT.toString()).doesNotContain("test");
    }

    /** Whatever there is in a record, each of its properties can be hidden, and nothing else changes. */
    @Test
    void avroRecordsWithOnePropertyHiddenAreTheSameWithoutIt() throws Exception {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            AvroSamples samples = new AvroSamples(random, false);
            Schema schema = samples.record(4).writer();
            byte[] value = AvroSamples.written(schema, samples.value(schema), random.nextBoolean());
            RecordType type = RecordType.of(SchemaReading.fields(PayloadFormat.AVRO, schema.toString(), Map.of(), ""));
            RecordCodec codec = RecordCodecs.of(
                    PayloadFormat.AVRO,
                    new SchemaOrigin(Framing.NONE, "", "", schema.toString(), ""),
                    type,
                    SchemaSource.NONE);
            RecordType.Property hidden =
                    type.properties().get(random.nextInt(type.properties().size()));
            Map<?, ?> whole = (Map<?, ?>) PlainTree.ofJson(Types.json(codec, value));
            Map<Object, Object> expected = new HashMap<>(whole);
            expected.replace(hidden.name(), null);
            String given = masked(codec, Map.of(hidden.path(), Mask.NULL), value);
            assertThat(PlainTree.ofJson(given))
                    .as("seed %d: %s of %s", seed, hidden.path(), schema)
                    .isEqualTo(expected);
        }
    }

    @Test
    void protobufRecordsAreMaskedAsTheirJsonIs() throws Exception {
        RecordType type = Types.of("id string", "born date", "lines array", "lines[] object", "lines[].iban string");
        String proto = """
                syntax = "proto3"; message M { string id = 1; string born = 2; repeated L lines = 3;
                message L { string iban = 1; } }""";
        RecordCodec codec = RecordCodecs.of(
                PayloadFormat.PROTOBUF, new SchemaOrigin(Framing.NONE, "", "", proto, ""), type, SchemaSource.NONE);
        byte[] value = HexFormat.of().parseHex("0a0161" + "120a323032362d30312d3331" + "1a040a024445");

        assertThat(Types.json(codec, value))
                .isEqualTo("{\"id\":\"a\",\"born\":\"2026-01-31\",\"lines\":[{\"iban\":\"DE\"}]}");
        assertThat(masked(
                        codec,
                        Map.of("born", mask("generalise:year"), "lines[].iban", mask("truncate:1"), "id", Mask.REDACT),
                        value))
                .isEqualTo("{\"id\":\"***\",\"born\":\"2026-01-01\",\"lines\":[{\"iban\":\"D\"}]}");
    }

    private static Mask mask(String text) {
        return Mask.parse(text).orElseThrow();
    }

    private static RecordCodec codec(RecordType type) {
        return RecordCodecs.of(PayloadFormat.JSON, SchemaOrigin.NONE, type, SchemaSource.NONE);
    }

    private static String json(RecordType type, Map<String, Mask> masks, String record) throws Exception {
        return json(type, masks, record, SALT);
    }

    private static String json(RecordType type, Map<String, Mask> masks, String record, Salt salt) throws Exception {
        return masked(codec(type), masks, Types.utf8(record), new JsonSink(JsonShape.of(type), Types.NO_LIMIT), salt);
    }

    private static String masked(RecordCodec codec, Map<String, Mask> masks, byte[] value) throws Exception {
        return masked(codec, masks, value, new JsonSink(JsonShape.of(codec.type()), Types.NO_LIMIT), SALT);
    }

    private static String masked(RecordCodec codec, Map<String, Mask> masks, byte[] value, EncodingSink sink, Salt salt)
            throws Exception {
        return new String(encoded(codec, masks, value, sink, salt), StandardCharsets.UTF_8);
    }

    private static byte[] encoded(
            RecordCodec codec, Map<String, Mask> masks, byte[] value, EncodingSink sink, Salt salt) throws Exception {
        WireBuffer out = new WireBuffer(0);
        sink.begin(out);
        MaskingSink masking = new MaskingSink(MaskPlan.of(codec.type(), masks, salt), sink);
        masking.reset();
        Types.read(codec, value, masking);
        return out.copy();
    }

    /** A message says of masked values what JSON says of them; a null is no field. */
    private static void assertSameInMessages(RecordType type, Map<String, Mask> masks, String record, String expected)
            throws Exception {
        byte[] message = encoded(
                codec(type), masks, Types.utf8(record), new ProtobufSink(MessageShape.of(type), Types.NO_LIMIT), SALT);
        ValueType whole = new ValueType.Structure(type);
        assertThat(PlainTree.asInMessage(
                        whole, PlainTree.ofMessage(type, DynamicMessage.parseFrom(SampleMessages.of(type), message))))
                .isEqualTo(PlainTree.asInMessage(whole, PlainTree.ofJson(expected)));
    }
}
