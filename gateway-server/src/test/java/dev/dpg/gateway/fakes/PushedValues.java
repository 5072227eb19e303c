package dev.dpg.gateway.fakes;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.UnreadableValueException;
import dev.dpg.gateway.codec.ValueSink;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A codec for tests: whatever the bytes, the value is the one set last; none makes it unreadable. */
public final class PushedValues implements RecordCodec {
    private final RecordType type;
    private @Nullable Map<String, ?> next;

    public PushedValues(RecordType type) {
        this.type = type;
    }

    /** What is read next, as maps, lists, texts, numbers, times, {@code byte[]} and nulls. */
    public void next(@Nullable Map<String, ?> value) {
        next = value;
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        Map<String, ?> value = next;
        if (value == null) {
            throw new UnreadableValueException(UnreadableValueException.Cause.INVALID_VALUE, "none is set");
        }
        push(value, new ValueType.Structure(type), sink);
    }

    private static void push(@Nullable Object value, ValueType type, ValueSink sink) throws UnreadableValueException {
        if (value instanceof Map<?, ?> object) {
            sink.beginObject();
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                if (type instanceof ValueType.Structure structure) {
                    int index = index(structure.type(), (String) entry.getKey());
                    sink.property(index);
                    push(
                            entry.getValue(),
                            structure.type().properties().get(index).type(),
                            sink);
                } else {
                    byte[] bytes = utf8(entry.getKey());
                    sink.anyProperty(bytes, 0, bytes.length);
                    push(entry.getValue(), type, sink);
                }
            }
            sink.endObject();
        } else if (value instanceof List<?> list) {
            sink.beginArray();
            for (Object item : list) {
                push(item, type instanceof ValueType.Items items ? items.item() : type, sink);
            }
            sink.endArray();
        } else {
            single(value, sink);
        }
    }

    private static void single(@Nullable Object value, ValueSink sink) throws UnreadableValueException {
        if (value == null) {
            sink.nullValue();
        } else if (value instanceof Boolean truth) {
            sink.booleanValue(truth);
        } else if (value instanceof Long integer) {
            sink.integerValue(integer);
        } else if (value instanceof Double number) {
            sink.numberValue(number);
        } else if (value instanceof BigDecimal decimal) {
            sink.decimalValue(utf8(decimal), 0, utf8(decimal).length);
        } else if (value instanceof byte[] bytes) {
            sink.bytesValue(bytes, 0, bytes.length);
        } else if (value instanceof LocalDate date) {
            sink.dateValue(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            sink.timeValue(time.toNanoOfDay());
        } else if (value instanceof Instant time) {
            sink.timestampValue(time.getEpochSecond(), time.getNano());
        } else {
            sink.textValue(utf8(value), 0, utf8(value).length);
        }
    }

    private static int index(RecordType type, String name) {
        for (int i = 0; i < type.properties().size(); i++) {
            if (type.properties().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no property " + name);
    }

    private static byte[] utf8(Object text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
