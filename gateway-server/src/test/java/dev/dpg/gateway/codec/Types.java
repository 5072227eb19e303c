package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Record types and ways to read with them, for tests. */
final class Types {
    static final int NO_LIMIT = 1 << 30;

    private Types() {}

    /** A type of properties like {@code "items[].price number"}, numbered from 1 among their siblings. */
    static RecordType of(String... properties) {
        List<Field> fields = new ArrayList<>();
        for (String property : properties) {
            String path = property.substring(0, property.indexOf(' '));
            ValueKind kind =
                    ValueKind.ofName(property.substring(path.length() + 1)).orElseThrow();
            long siblings = fields.stream()
                    .filter(field -> !field.path().endsWith("[]"))
                    .filter(field -> RecordType.parent(field.path()).equals(RecordType.parent(path)))
                    .count();
            int number = path.endsWith("[]") ? 0 : (int) siblings + 1;
            fields.add(new Field(path, FieldType.STRING, kind, false, "", number));
        }
        return RecordType.of(fields);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a codec makes of a value as JSON; the value stands within other bytes, so that its bounds matter. */
    static String json(RecordCodec codec, byte[] value) throws UnreadableValueException {
        return new String(
                encoded(codec, value, new JsonSink(JsonShape.of(codec.type()), NO_LIMIT)), StandardCharsets.UTF_8);
    }

    static byte[] protobuf(RecordCodec codec, byte[] value) throws UnreadableValueException {
        return encoded(codec, value, new ProtobufSink(MessageShape.of(codec.type()), NO_LIMIT));
    }

    static byte[] encoded(RecordCodec codec, byte[] value, EncodingSink sink) throws UnreadableValueException {
        WireBuffer out = new WireBuffer(0);
        sink.begin(out);
        read(codec, value, sink);
        return out.copy();
    }

    static void read(RecordCodec codec, byte[] value, ValueSink sink) throws UnreadableValueException {
        byte[] framed = new byte[value.length + 5];
        java.util.Arrays.fill(framed, (byte) '7');
        System.arraycopy(value, 0, framed, 2, value.length);
        codec.read(framed, 2, 2 + value.length, sink);
    }
}
