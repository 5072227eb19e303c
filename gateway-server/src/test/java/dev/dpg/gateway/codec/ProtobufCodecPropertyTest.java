package dev.dpg.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.codec.ProtobufReference.NoFormException;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.schema.ProtobufSchema;
import dev.dpg.gateway.schema.SchemaReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random messages and damaged bytes, read by us and by protobuf's own library. */
class ProtobufCodecPropertyTest {
    private static final String SCHEMA = """
            syntax = "proto3";
            package p;
            import "google/protobuf/timestamp.proto";
            import "google/protobuf/duration.proto";
            import "google/protobuf/wrappers.proto";
            import "google/protobuf/struct.proto";
            message All {
              double d = 1; float f = 2; int32 i32 = 3; int64 i64 = 4; uint32 u32 = 5; uint64 u64 = 6; sint32 s32 = 7;
              sint64 s64 = 8; fixed32 f32 = 9; fixed64 f64 = 10; sfixed32 sf32 = 11; sfixed64 sf64 = 12; bool b = 13;
              string s = 14; bytes by = 15; E e = 16; optional int32 oi = 17; optional string os = 18;
              repeated int32 ri = 19; repeated double rd = 20; repeated string rs = 21; repeated E re = 22;
              repeated N rn = 23; repeated sint64 unpacked = 24 [packed = false]; N n = 25;
              map<string, int32> m1 = 26; map<int32, N> m2 = 27; map<bool, string> m3 = 28;
              oneof o { string os1 = 29; N on = 30; int32 oi2 = 31; bytes ob = 300; }
              google.protobuf.Timestamp ts = 32; google.protobuf.Duration du = 33; google.protobuf.Int64Value iv = 34;
              google.protobuf.StringValue sv = 35; google.protobuf.BytesValue bv = 36; google.protobuf.UInt64Value uv = 37;
              google.protobuf.Struct st = 38; google.protobuf.Value va = 39; google.protobuf.ListValue lv = 40;
              repeated google.protobuf.Timestamp rts = 41; map<uint32, google.protobuf.Timestamp> mts = 42;
              All self = 43; repeated bool rb = 44; repeated fixed32 rf = 45;
            }
            message N { int32 x = 1; string y = 2; repeated N kids = 3; optional bool z = 1000; double w = 2000; }
            enum E { ZERO = 0; ONE = 1; MINUS = -1; }
            """;
    private static final int ROUNDS = 600;

    /** No varint by the wire format; the library reads those whose tenth byte is odd, in its fast path alone. */
    private static final String MORE_THAN_TEN_BYTES = "a number has more than 10 bytes";

    private final Descriptor type = ProtobufSchema.ofText(SCHEMA, Map.of(), "").message();
    private final RecordType record = RecordType.of(SchemaReading.fields(PayloadFormat.PROTOBUF, SCHEMA, Map.of(), ""));
    private final RecordCodec codec = RecordCodecs.of(
            PayloadFormat.PROTOBUF,
            new SchemaOrigin(SchemaOrigin.Framing.NONE, "", "", SCHEMA, ""),
            record,
            SchemaSource.NONE);
    private final long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void messagesAreReadAsTheLibraryReadsThem() throws Exception {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = message(type, 0).toByteArray();
            read += compare(bytes, "seed " + seed + ", round " + round) ? 1 : 0;
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(ROUNDS / 4);
    }

    /** Messages one after the other are one message: lists grow, messages are put together, of the rest the last one counts. */
    @Test
    void piecesOfMessagesArePutTogether() throws Exception {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int piece = 0; piece < 3; piece++) {
                bytes.writeBytes(message(type, 1).toByteArray());
            }
            read += compare(bytes.toByteArray(), "seed " + seed + ", round " + round) ? 1 : 0;
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void damagedMessagesAreReadAsTheLibraryReadsThemOrRefused() throws Exception {
        int read = 0;
        for (int round = 0; round < 4 * ROUNDS; round++) {
            byte[] bytes = damaged(message(type, 0).toByteArray());
            read += compare(bytes, "seed " + seed + ", round " + round) ? 1 : 0;
        }
        assertThat(read).as("seed %d", seed).isBetween(ROUNDS / 10, 4 * ROUNDS - ROUNDS);
    }

    @Test
    void randomBytesNeverDoAnythingButBeReadOrRefused() throws Exception {
        for (int round = 0; round < 10 * ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (bytes[i] & (random.nextInt(3) > 0 ? 0x1F : 0xFF));
            }
            compare(bytes, "seed " + seed + ", round " + round);
        }
    }

    /** Whether both read it. What the library refuses may be read where the part that is wrong is of no account. */
    private boolean compare(byte[] bytes, String replay) throws IOException {
        JsonNode ours;
        try {
            ours = PushedTree.read(codec, bytes);
        } catch (UnreadableValueException refused) {
            if (String.valueOf(refused.getMessage()).contains(MORE_THAN_TEN_BYTES)) {
                return false;
            }
            assertThat(expected(bytes))
                    .as(replay + ": refused, " + refused.getMessage() + ": " + Arrays.toString(bytes))
                    .isNull();
            return false;
        } catch (RuntimeException | StackOverflowError | AssertionError thrown) {
            throw new AssertionError(replay + ": " + Arrays.toString(bytes), thrown);
        }
        JsonNode theirs = expected(bytes);
        if (theirs != null) {
            assertThat(ours).as(replay).isEqualTo(theirs);
        }
        return theirs != null;
    }

    private @Nullable JsonNode expected(byte[] bytes) throws IOException {
        try {
            return ProtobufReference.tree(DynamicMessage.parseFrom(type, bytes), record);
        } catch (InvalidProtocolBufferException | NoFormException refused) {
            return null;
        }
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] result = bytes.clone();
        switch (random.nextInt(3)) {
            case 0 -> result = Arrays.copyOf(result, random.nextInt(result.length));
            case 1 -> result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
            default -> {
                for (int i = 0; i < 3; i++) {
                    result[random.nextInt(result.length)] = (byte) random.nextInt();
                }
            }
        }
        return result;
    }

    private DynamicMessage message(Descriptor descriptor, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
        String name = descriptor.getFullName();
        List<FieldDescriptor> fields = descriptor.getFields();
        int chance = name.equals("p.All") ? 3 + 4 * depth : 2;
        for (FieldDescriptor field : fields) {
            boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (random.nextInt(chance) == 0 && !(nested && depth > 3)) {
                if (field.isRepeated()) {
                    for (int i = random.nextInt(4); i > 0; i--) {
                        message.addRepeatedField(field, value(field, depth));
                    }
                } else {
                    message.setField(field, value(field, depth));
                }
            }
        }
        return message.build();
    }

    private Object value(FieldDescriptor field, int depth) {
        boolean time = field.getContainingType().getFullName().matches("google.protobuf.(Timestamp|Duration)");
        return switch (field.getJavaType()) {
            case INT -> time ? random.nextInt(4) * 250_000_000 : random.nextInt() >> random.nextInt(32);
            case LONG ->
                time ? (long) random.nextInt(Integer.MAX_VALUE) : random.nextLong() >> (1 + random.nextInt(62));
            case FLOAT -> random.nextFloat();
            case DOUBLE -> (double) random.nextInt(1_000) / 8;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> "aé𝄞\u0000".substring(0, random.nextInt(2) * 2) + random.nextInt(5);
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {1, (byte) random.nextInt(), -1}, 0, random.nextInt(4));
            case ENUM ->
                field.getEnumType().getFullName().equals("p.E")
                        ? field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(4) - 1)
                        : field.getEnumType().getValues().get(0);
            case MESSAGE -> message(field.getMessageType(), depth + 1);
        };
    }
}
