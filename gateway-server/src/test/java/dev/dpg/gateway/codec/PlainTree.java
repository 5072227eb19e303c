package dev.dpg.gateway.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/** Values as maps, lists, strings, longs, doubles and booleans: the slow, obvious way to say what is the same. */
final class PlainTree {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'")
            .append(TIME)
            .appendLiteral('Z')
            .toFormatter();

    private PlainTree() {}

    static Object ofJson(String text) throws IOException {
        return JSON.readValue(text, Object.class);
    }

    /** What Avro's reader made of a value. */
    static @Nullable Object ofAvro(Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN, DOUBLE -> value;
            case INT, LONG -> integer(schema, ((Number) value).longValue());
            case FLOAT -> (double) (Float) value;
            case STRING, ENUM -> value.toString();
            case BYTES -> bytes(schema, array((ByteBuffer) value));
            case FIXED -> bytes(schema, ((GenericFixed) value).bytes());
            case RECORD -> {
                Map<String, Object> object = new LinkedHashMap<>();
                for (Schema.Field field : schema.getFields()) {
                    put(object, field.name(), ofAvro(field.schema(), ((GenericData.Record) value).get(field.pos())));
                }
                yield object;
            }
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                ((List<?>) value).forEach(item -> add(items, ofAvro(schema.getElementType(), item)));
                yield items;
            }
            case MAP -> {
                Map<String, Object> object = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((name, item) -> put(object, name.toString(), ofAvro(schema.getValueType(), item)));
                yield object;
            }
            case UNION -> ofAvro(schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
        };
    }

    private static Object integer(Schema schema, long value) {
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        return switch (logical) {
            case "date" -> LocalDate.ofEpochDay(value).toString();
            case "time-millis" -> TIME.format(LocalTime.ofNanoOfDay(value * 1_000_000));
            case "time-micros" -> TIME.format(LocalTime.ofNanoOfDay(value * 1_000));
            case "timestamp-millis", "local-timestamp-millis" -> timestamp(Instant.ofEpochMilli(value));
            case "timestamp-micros" ->
                timestamp(Instant.ofEpochSecond(
                        Math.floorDiv(value, 1_000_000), Math.floorMod(value, 1_000_000L) * 1_000L));
            default -> value;
        };
    }

    private static String timestamp(Instant time) {
        return TIMESTAMP.format(time.atOffset(ZoneOffset.UTC));
    }

    private static Object bytes(Schema schema, byte[] bytes) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? new BigDecimal(new BigInteger(bytes), decimal.getScale()).toPlainString()
                : Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** What a message of a type holds; of a list of values that are not there, nothing. */
    static Object ofMessage(RecordType type, DynamicMessage message) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Property property : type.properties()) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByNumber(property.number());
            if (field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field)) {
                put(object, property.name(), ofField(property.type(), message.getField(field)));
            }
        }
        return object;
    }

    private static @Nullable Object ofField(ValueType type, Object value) {
        if (type instanceof ValueType.Items items) {
            // A list within a list is a message with its items as the only field.
            List<?> list = value instanceof DynamicMessage inner
                    ? (List<?>) inner.getField(inner.getDescriptorForType().findFieldByNumber(1))
                    : (List<?>) value;
            List<Object> plain = new ArrayList<>();
            list.forEach(item -> add(plain, ofField(items.item(), item)));
            return plain;
        }
        if (type instanceof ValueType.Structure structure) {
            return ofMessage(structure.type(), (DynamicMessage) value);
        }
        return switch (type.kind()) {
            case BYTES -> Base64.getEncoder().encodeToString(((ByteString) value).toByteArray());
            case TIMESTAMP -> timestamp(Instant.ofEpochSecond((Long) part(value, 1), (Integer) part(value, 2)));
            case ANY -> ofValue((Message) value);
            default -> value;
        };
    }

    private static Object part(Object message, int number) {
        Message typed = (Message) message;
        return typed.getField(typed.getDescriptorForType().findFieldByNumber(number));
    }

    private static @Nullable Object ofValue(Message value) {
        FieldDescriptor field = value.getAllFields().keySet().iterator().next();
        Object content = value.getField(field);
        return switch (field.getName()) {
            case "null_value" -> null;
            case "list_value" -> {
                List<Object> items = new ArrayList<>();
                ((List<?>) part(content, 1)).forEach(item -> add(items, ofValue((Message) item)));
                yield items;
            }
            case "struct_value" -> {
                Map<String, Object> object = new LinkedHashMap<>();
                ((List<?>) part(content, 1))
                        .forEach(entry -> put(object, (String) part(entry, 1), ofValue((Message) part(entry, 2))));
                yield object;
            }
            default -> content;
        };
    }

    /** What a message can say of a value: nulls are absent, empty lists too, and there are only doubles in untyped values. */
    static @Nullable Object asInMessage(ValueType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (type instanceof ValueType.Structure structure) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (Property property : structure.type().properties()) {
                Object part = asInMessage(property.type(), ((Map<?, ?>) value).get(property.name()));
                if (part != null && !(part instanceof List<?> list && list.isEmpty())) {
                    object.put(property.name(), part);
                }
            }
            return object;
        }
        if (type instanceof ValueType.Items items) {
            List<Object> list = new ArrayList<>();
            for (Object item : (List<?>) value) {
                Object plain = asInMessage(items.item(), item);
                if (plain != null || items.item().kind() == ValueKind.ANY) {
                    add(list, plain);
                }
            }
            return list;
        }
        return type.kind() == ValueKind.ANY ? untyped(value) : value;
    }

    private static @Nullable Object untyped(@Nullable Object value) {
        if (value instanceof Long number) {
            return Math.abs(number) <= 1L << 53 && number != Long.MIN_VALUE
                    ? (Object) (double) number
                    : number.toString();
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> add(items, untyped(item)));
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((name, item) -> put(object, (String) name, untyped(item)));
            return object;
        }
        return value;
    }

    @SuppressWarnings("NullAway") // trees of JSON hold nulls
    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        object.put(name, value);
    }

    @SuppressWarnings("NullAway") // trees of JSON hold nulls
    private static void add(List<Object> items, @Nullable Object value) {
        items.add(value);
    }
}
