package dev.dpg.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import dev.dpg.gateway.codec.AvroSamples.Pair;
import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.schema.SchemaReading;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCodecTest {
    private static final int SCHEMAS = 150;
    private static final int VALUES = 8;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void valuesAreWhatAvrosOwnReaderMakesOfThem(boolean evolving) throws Exception {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < SCHEMAS; i++) {
            AvroSamples samples = new AvroSamples(random, evolving);
            Pair schemas = samples.record(4);
            RecordType type = type(schemas.reader());
            RecordCodec codec = framed(schemas, type);
            for (int j = 0; j < VALUES; j++) {
                byte[] value =
                        AvroSamples.written(schemas.writer(), samples.value(schemas.writer()), random.nextBoolean());
                Object expected = PlainTree.ofAvro(schemas.reader(), asAvroReads(schemas, value));
                String told = "seed " + seed + ", written as " + schemas.writer() + ", read as " + schemas.reader();
                assertThat(PlainTree.ofJson(Types.json(codec, framed(value))))
                        .as(told)
                        .isEqualTo(expected);
                DynamicMessage message =
                        DynamicMessage.parseFrom(SampleMessages.of(type), Types.protobuf(codec, framed(value)));
                ValueType whole = new ValueType.Structure(type);
                assertThat(message.getUnknownFields().asMap()).as(told).isEmpty();
                assertThat(PlainTree.asInMessage(whole, PlainTree.ofMessage(type, message)))
                        .as(told)
                        .isEqualTo(PlainTree.asInMessage(whole, expected));
            }
        }
    }

    @Test
    void damagedValuesAreReadOrRefusedAndNothingElse() {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            AvroSamples samples = new AvroSamples(random, true);
            Pair schemas = samples.record(4);
            RecordCodec codec = framed(schemas, type(schemas.reader()));
            byte[] value = AvroSamples.written(schemas.writer(), samples.value(schemas.writer()), false);
            for (int j = 0; j < 60; j++) {
                byte[] damaged = damaged(value, random);
                try {
                    Types.json(codec, framed(damaged));
                    Types.protobuf(codec, framed(damaged));
                } catch (UnreadableValueException expected) {
                    refused++;
                } catch (RuntimeException | StackOverflowError broken) {
                    throw new AssertionError("seed " + seed + ", written as " + schemas.writer(), broken);
                }
            }
        }
        assertThat(refused).as("seed %d", seed).isPositive();
    }

    private static byte[] damaged(byte[] value, Random random) {
        if (value.length == 0 || random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] damaged =
                random.nextInt(4) == 0 ? java.util.Arrays.copyOf(value, random.nextInt(value.length)) : value.clone();
        for (int mutations = random.nextInt(3); mutations > 0 && damaged.length > 0; mutations--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it ends too early | \"string\" | 06 61",
                "a length is negative | \"string\" | 01",
                "it ends too early | \"bytes\" | FE FF FF FF FF FF FF FF FF 01",
                "a string is not UTF-8 | \"string\" | 02 FF",
                "an index of a union or enum is out of range | [\"null\",\"string\"] | 04",
                "an index of a union or enum is out of range | [\"null\",\"string\"] | 01",
                "an index of a union or enum is out of range | {\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]} | 02",
                "a boolean is neither 0 nor 1 | \"boolean\" | 02",
                "an int has more than 32 bits | \"int\" | 80 80 80 80 80 01",
                "a long has more than 64 bits | \"long\" | 80 80 80 80 80 80 80 80 80 02",
                "a long has more than 64 bits | \"long\" | 80 80 80 80 80 80 80 80 80 80 01",
                "it ends too early | \"double\" | 00 00",
                "1 bytes too many | \"long\" | 00 00",
                "items without content | {\"type\":\"array\",\"items\":\"null\"} | FE FF FF FF FF FF FF FF 7F",
                "a count is out of range | {\"type\":\"array\",\"items\":\"null\"} | FF FF FF FF FF FF FF FF FF 01 00",
                "a length is negative | {\"type\":\"array\",\"items\":\"long\"} | 01 01",
                "a date outside | {\"type\":\"int\",\"logicalType\":\"date\"} | FE FF FF FF 0F",
                "a time outside | {\"type\":\"long\",\"logicalType\":\"timestamp-millis\"} | FE FF FF FF FF FF FF FF FF 01",
                "a time outside | {\"type\":\"long\",\"logicalType\":\"time-micros\"} | FE FF FF FF FF FF FF FF FF 01",
                "a decimal without digits | {\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9} | 00"
            })
    void brokenValuesTellWhatIsWrong(String message, String fieldType, String hex) {
        Schema schema = record("{\"name\":\"f\",\"type\":" + fieldType + "}");
        for (String used : List.of("f", "unused")) {
            boolean skipped = used.equals("unused");
            RecordType type = skipped ? Types.of("unused string") : type(schema);
            boolean valueOnly = message.contains("UTF-8")
                    || message.contains("outside")
                    || message.contains("digits")
                    || message.contains("32 bits");
            if (!skipped || !valueOnly) {
                assertThatThrownBy(() -> Types.json(fixed(schema, type), bytes(hex)))
                        .isInstanceOfSatisfying(
                                UnreadableValueException.class,
                                unreadable -> assertThat(unreadable.reason()).isEqualTo(Cause.INVALID_VALUE))
                        .hasMessageContaining(message);
            }
        }
    }

    @Test
    void recursionIsLimitedWhetherItIsReadOrSkipped() throws UnreadableValueException {
        Schema list = record("{\"name\":\"next\",\"type\":[\"null\",\"R\"]}");
        byte[] bomb = new byte[1_000_000];
        java.util.Arrays.fill(bomb, (byte) 2);
        for (RecordType type : List.of(Types.of("next any"), Types.of("other string"))) {
            RecordCodec codec = fixed(list, type);
            assertThatThrownBy(() -> Types.json(codec, bomb)).hasMessageContaining("256 levels");
            assertThat(Types.json(codec, new byte[] {2, 2, 0})).startsWith("{");
        }
        assertThat(Types.json(fixed(list, Types.of("next any")), new byte[] {2, 2, 0}))
                .isEqualTo("{\"next\":{\"next\":{\"next\":null}}}");
    }

    @Test
    void whatWasWrittenInAnotherUnitIsReadInThatUnit() throws UnreadableValueException {
        Schema millis = record("{\"name\":\"f\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}}");
        Schema micros = record("{\"name\":\"f\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}}");
        RecordCodec codec = AvroCodec.of(type(micros), millis.toString(), Map.of(), micros.toString());
        assertThat(Types.json(codec, new byte[] {4})).isEqualTo("{\"f\":\"1970-01-01T00:00:00.002Z\"}");
    }

    @Test
    void numbersThatJsonCannotSayAreRefusedAndComeAsMessages() throws UnreadableValueException {
        Schema schema = record("{\"name\":\"f\",\"type\":\"double\"}");
        RecordCodec codec = fixed(schema, type(schema));
        byte[] infinite = bytes("00 00 00 00 00 00 F0 7F");
        assertThatThrownBy(() -> Types.json(codec, infinite)).hasMessageContaining("which JSON cannot say");
        assertThat(Types.protobuf(codec, infinite)).hasSize(9);
    }

    @Test
    void framesAndSchemasThatCannotBeUsedAreTold() {
        Schema written = record("{\"name\":\"f\",\"type\":\"string\"}");
        Schema contract = record("{\"name\":\"f\",\"type\":\"string\"},{\"name\":\"g\",\"type\":\"long\"}");
        RecordCodec codec = framed(new Pair(written, contract), type(contract));
        assertUnreadable(codec, framed(new byte[] {0}), Cause.SCHEMA_MISMATCH);
        assertUnreadable(codec, new byte[] {0, 0, 0, 0, 8, 0}, Cause.UNKNOWN_SCHEMA);
        assertUnreadable(codec, new byte[] {0, 0, 0, 0, 9, 0}, Cause.UNKNOWN_SCHEMA);
        assertThatThrownBy(() -> Types.json(codec, new byte[] {0, 0, 0, 0, 8, 0}))
                .hasMessageContaining(
                        "schema 8 of the registry \"main\", which this gateway's configuration does not have");
        assertUnreadable(codec, new byte[] {1, 0, 0, 0, 7, 0}, Cause.INVALID_VALUE);
        assertUnreadable(codec, new byte[] {0, 0, 0, 0}, Cause.INVALID_VALUE);
        assertUnreadable(fixed(contract, Types.of("f integer")), new byte[] {0, 0}, Cause.SCHEMA_MISMATCH);
        SchemaOrigin none = new SchemaOrigin(Framing.NONE, "", "", "", "");
        RecordCodec without = RecordCodecs.of(PayloadFormat.AVRO, none, type(contract), SchemaSource.NONE);
        assertUnreadable(without, new byte[] {0}, Cause.SCHEMA_MISMATCH);
    }

    private static void assertUnreadable(RecordCodec codec, byte[] value, Cause cause) {
        assertThatThrownBy(() -> Types.json(codec, value))
                .isInstanceOfSatisfying(
                        UnreadableValueException.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(cause));
    }

    private static Schema record(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"sample\",\"fields\":[" + fields + "]}");
    }

    private static RecordCodec fixed(Schema schema, RecordType type) {
        SchemaOrigin origin = new SchemaOrigin(Framing.NONE, "", "", schema.toString(), "");
        return RecordCodecs.of(PayloadFormat.AVRO, origin, type, SchemaSource.NONE);
    }

    /** A codec of framed values, whose registry knows schema 7 and is asked for schema 9. */
    private static RecordCodec framed(Pair schemas, RecordType type) {
        SchemaSource source = new SchemaSource() {
            @Override
            public Lookup byId(String registry, int id) {
                return switch (id) {
                    case 7 ->
                        new Lookup.Known(new RegisteredSchema(
                                7, PayloadFormat.AVRO, schemas.writer().toString(), List.of()));
                    case 9 -> new Lookup.Pending(new CompletableFuture<>(), false);
                    default -> new Lookup.Absent();
                };
            }

            @Override
            public CompletionStage<Optional<RegisteredSchema>> latest(String registry, String subject) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
        };
        SchemaOrigin origin = new SchemaOrigin(
                Framing.CONFLUENT, "main", "s", schemas.reader().toString(), "");
        return RecordCodecs.of(PayloadFormat.AVRO, origin, type, source);
    }

    private static byte[] framed(byte[] value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, 7});
        bytes.writeBytes(value);
        return bytes.toByteArray();
    }

    /** With room behind it: Avro 1.12.2 holds counts of items against what they take as read, not as written. */
    private static Object asAvroReads(Pair schemas, byte[] stored) throws java.io.IOException {
        byte[] value = java.util.Arrays.copyOf(stored, stored.length + 4096);
        return new GenericDatumReader<Object>(schemas.writer(), schemas.reader())
                .read(null, DecoderFactory.get().binaryDecoder(value, null));
    }

    /** The properties that a contract of a schema has, with numbers from 1 among siblings. */
    private static RecordType type(Schema schema) {
        Map<String, Integer> numbers = new HashMap<>();
        List<Field> numbered = new ArrayList<>();
        for (Field field : SchemaReading.fields(PayloadFormat.AVRO, schema.toString(), Map.of(), "")) {
            boolean item = field.path().endsWith("[]");
            numbered.add(
                    item ? field : field.numbered(numbers.merge(RecordType.parent(field.path()), 1, Integer::sum)));
        }
        return RecordType.of(numbered);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex.trim());
    }
}
