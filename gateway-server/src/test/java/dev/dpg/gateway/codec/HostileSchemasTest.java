package dev.dpg.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may register a schema and write a record decides what readers of a partition, who share a thread, are given. */
@Timeout(60)
class HostileSchemasTest {
    private static final int ID = 7;
    private static final RecordType TYPE = Types.of("x any");

    @Test
    void avroRecordsThatHoldEachOtherTwiceAreRefused() {
        refused(PayloadFormat.AVRO, doubling("\"}"), new byte[0]);
        refused(PayloadFormat.AVRO, doubling("\",\"default\":{}}"), new byte[0]);
    }

    @Test
    void avroListsOfRecordsWithoutContentEnd() {
        String many = names(5_000, i -> "{\"name\":\"n" + i + "\",\"type\":\"null\"}");
        String schema = "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"y\",\"type\":{\"type\":\"array\","
                + "\"items\":{\"type\":\"record\",\"name\":\"I\",\"fields\":[" + many + "]}}}]}";
        // 65 000 items, and the end of the list.
        RecordCodec codec = framed(PayloadFormat.AVRO, schema);
        assertThatThrownBy(() -> Types.json(codec, framed((byte) 0xD0, (byte) 0xF7, (byte) 7, (byte) 0)))
                .isInstanceOfSatisfying(
                        UnreadableValueException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Cause.INVALID_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"order\":\"x\"", "\"order\":1", "\"aliases\":[1]", "\"doc\":1,\"default\":[]"})
    void avroThatTheParserDoesNotExpectIsRefused(String more) {
        String schema =
                "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"y\",\"type\":\"int\"," + more + "}]}";
        RecordCodec codec = framed(PayloadFormat.AVRO, schema);

        try {
            assertThat(Types.json(codec, framed((byte) 2))).isEqualTo("{}");
        } catch (UnreadableValueException refusal) {
            assertThat(refusal.reason()).isEqualTo(Cause.SCHEMA_MISMATCH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"float", "double", "bytes", "Foo"})
    void protobufMapsHaveKeysThatAreAllowed(String key) {
        refused(
                PayloadFormat.PROTOBUF,
                "syntax = \"proto3\"; message Foo {} message A { map<" + key + ", string> x = 1; }",
                new byte[] {2, 2, 10, 7, 13, 0, 0, 0, 0, 18, 0});
    }

    @Test
    void protobufMessagesWithinEachOtherAreRefusedBeyondAnyStack() {
        String chain = IntStream.range(0, 8_000)
                .mapToObj(i -> "message A" + i + " { A" + (i + 1) + " a = 1; }\n")
                .collect(Collectors.joining("", "syntax = \"proto3\"; message R { A0 x = 1; }\n", "message A8000 {}"));
        refused(PayloadFormat.PROTOBUF, chain, new byte[] {0});
    }

    @Test
    void protobufListsOfMessagesWithoutContentEnd() {
        String fields = IntStream.range(1, 10_000)
                .mapToObj(i -> "int32 f" + i + " = " + i + "; ")
                .collect(Collectors.joining());
        String schema = "syntax = \"proto3\"; message A { repeated B x = 1; } message B { " + fields + "}";
        byte[] value = new byte[1 + 2 * 200_000];
        for (int i = 1; i < value.length; i += 2) {
            value[i] = 10;
        }

        RecordType type = Types.of("x any", "z integer");
        RecordCodec codec = RecordCodecs.of(
                PayloadFormat.PROTOBUF, origin(), type, source(PayloadFormat.PROTOBUF, schema, new AtomicInteger()));
        JsonSink json = new JsonSink(JsonShape.of(type), 1_000);
        json.begin(new WireBuffer(0));
        ValueSink sink = new SelectingSink(SelectingSink.Node.of(type, Selection.of(List.of("z"), type)), json);

        assertThatThrownBy(() -> codec.read(framed(value), 0, FramedCodec.FRAME_BYTES + value.length, sink))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining("without content");
    }

    @Test
    void textsThatAreNoBase64AreToldAtOnce() {
        refused(PayloadFormat.PROTOBUF, " ".repeat(1_000_000) + "{", new byte[] {0});
    }

    @Test
    void whatCannotBeDescribedIsLookedAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        StoredSchemas stored =
                new StoredSchemas(PayloadFormat.PROTOBUF, origin(), source(PayloadFormat.PROTOBUF, "message {", asked));

        assertThat(stored.describe(ID)).isNull();
        assertThat(stored.describe(ID)).isNull();
        assertThat(asked).hasValue(1);
    }

    /** Records that hold the one before twice. */
    private static String doubling(String end) {
        return "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"r0\",\"type\":{\"type\":\"record\",\"name\":"
                + "\"R0\",\"fields\":[]}},"
                + names(
                        40,
                        i -> "{\"name\":\"r" + (i + 1) + "\",\"type\":{\"type\":\"record\",\"name\":\"R" + (i + 1)
                                + "\",\"fields\":[{\"name\":\"a\",\"type\":\"R" + i + end
                                + ",{\"name\":\"b\",\"type\":\"R" + i
                                + end + "]}}")
                + "]}";
    }

    private static String names(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(","));
    }

    private static void refused(PayloadFormat format, String schema, byte[] value) {
        RecordCodec codec = framed(format, schema);
        assertThatThrownBy(() -> Types.json(codec, framed(value)))
                .isInstanceOfSatisfying(
                        UnreadableValueException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Cause.SCHEMA_MISMATCH));
    }

    private static RecordCodec framed(PayloadFormat format, String schema) {
        return RecordCodecs.of(format, origin(), TYPE, source(format, schema, new AtomicInteger()));
    }

    private static SchemaOrigin origin() {
        return new SchemaOrigin(Framing.CONFLUENT, "main", "", "", "");
    }

    private static SchemaSource source(PayloadFormat format, String text, AtomicInteger asked) {
        return new SchemaSource() {
            @Override
            public Lookup byId(String registry, int id) {
                asked.incrementAndGet();
                return new Lookup.Known(new RegisteredSchema(id, format, text, List.of()));
            }

            @Override
            public CompletionStage<Optional<RegisteredSchema>> latest(String registry, String subject) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
        };
    }

    private static byte[] framed(byte... value) {
        byte[] framed = new byte[FramedCodec.FRAME_BYTES + value.length];
        framed[FramedCodec.FRAME_BYTES - 1] = ID;
        System.arraycopy(value, 0, framed, FramedCodec.FRAME_BYTES, value.length);
        return framed;
    }
}
