package dev.dpg.gateway.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** What protobuf's own library reads, as a tree like that of {@link PushedTree}. */
final class ProtobufReference {
    private static final ValueType ANY = new ValueType.Single(ValueKind.ANY);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> STRUCTS =
            Set.of("google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue");

    private ProtobufReference() {}

    /** The library read it, but it holds a value that has no form here. */
    static final class NoFormException extends Exception {
        private static final long serialVersionUID = 1L;

        NoFormException(String what) {
            super(what);
        }
    }

    static JsonNode tree(Message message, RecordType type) throws NoFormException, IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Property property : type.properties()) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(property.name());
            put(object, message, field, property.type());
        }
        return object;
    }

    private static void put(ObjectNode object, Message message, FieldDescriptor field, ValueType type)
            throws NoFormException, IOException {
        if (field.isMapField()) {
            ObjectNode map = object.putObject(field.getName());
            for (Object entry : (List<?>) message.getField(field)) {
                Message pair = (Message) entry;
                FieldDescriptor key = pair.getDescriptorForType().findFieldByNumber(1);
                FieldDescriptor value = pair.getDescriptorForType().findFieldByNumber(2);
                map.set(String.valueOf(key(key, pair.getField(key))), value(value, pair.getField(value), ANY));
            }
        } else if (field.isRepeated()) {
            ArrayNode list = object.putArray(field.getName());
            ValueType item = type instanceof ValueType.Items items ? items.item() : ANY;
            for (Object value : (List<?>) message.getField(field)) {
                list.add(value(field, value, item));
            }
        } else if (!field.hasPresence() || message.hasField(field) || field.hasDefaultValue()) {
            object.set(field.getName(), value(field, message.getField(field), type));
        }
    }

    private static Object key(FieldDescriptor field, Object key) {
        return field.getType() == FieldDescriptor.Type.UINT32 ? Integer.toUnsignedLong((Integer) key) : key;
    }

    private static JsonNode value(FieldDescriptor field, Object value, ValueType type)
            throws NoFormException, IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (field.getType()) {
            case UINT32, FIXED32 -> nodes.numberNode(Integer.toUnsignedLong((Integer) value));
            case UINT64, FIXED64 -> unsigned((Long) value, type);
            case INT32, SINT32, SFIXED32 -> nodes.numberNode(((Integer) value).longValue());
            case INT64, SINT64, SFIXED64 -> nodes.numberNode((Long) value);
            case FLOAT -> nodes.numberNode(((Float) value).doubleValue());
            case DOUBLE -> nodes.numberNode((Double) value);
            case BOOL -> nodes.booleanNode((Boolean) value);
            case STRING -> nodes.textNode((String) value);
            case BYTES -> nodes.textNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case ENUM -> nodes.textNode(name((EnumValueDescriptor) value));
            case MESSAGE -> message((Message) value, type);
            case GROUP -> throw new AssertionError("no groups here");
        };
    }

    private static String name(EnumValueDescriptor value) {
        return value.getIndex() < 0 ? Integer.toString(value.getNumber()) : value.getName();
    }

    private static JsonNode unsigned(long value, ValueType type) throws NoFormException {
        if (value >= 0) {
            return JsonNodeFactory.instance.numberNode(value);
        }
        if (type.kind() != ValueKind.ANY) {
            throw new NoFormException("an integer out of range");
        }
        return JsonNodeFactory.instance.textNode(Long.toUnsignedString(value));
    }

    private static JsonNode message(Message message, ValueType type) throws NoFormException, IOException {
        String name = message.getDescriptorForType().getFullName();
        if (type instanceof ValueType.Structure structure) {
            return tree(message, structure.type());
        }
        if (name.equals("google.protobuf.Timestamp")) {
            return timestamp(Timestamp.parseFrom(message.toByteString()), type);
        }
        if (name.equals("google.protobuf.Duration")) {
            return duration(Duration.parseFrom(message.toByteString()));
        }
        if (STRUCTS.contains(name)) {
            return struct(message, name);
        }
        if (name.endsWith("Value") && name.startsWith("google.protobuf.")) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByNumber(1);
            return value(field, message.getField(field), type);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            put(object, message, field, ANY);
        }
        return object;
    }

    private static JsonNode timestamp(Timestamp value, ValueType type) throws NoFormException {
        if (value.getSeconds() < -62_135_596_800L
                || value.getSeconds() > 253_402_300_799L
                || value.getNanos() < 0
                || value.getNanos() > 999_999_999) {
            throw new NoFormException("a timestamp out of range");
        }
        String text =
                Instant.ofEpochSecond(value.getSeconds(), value.getNanos()).toString();
        boolean asText = type.kind() == ValueKind.ANY;
        return JsonNodeFactory.instance.textNode(asText ? text.replaceFirst("(\\.\\d*?)0+Z$", "$1Z") : text);
    }

    private static JsonNode duration(Duration value) throws NoFormException {
        if (!Durations.isValid(value)) {
            throw new NoFormException("a duration out of range");
        }
        return JsonNodeFactory.instance.textNode(Durations.toString(value));
    }

    private static JsonNode struct(Message message, String name) throws NoFormException, IOException {
        ByteString bytes = message.toByteString();
        MessageOrBuilder typed = switch (name) {
            case "google.protobuf.Struct" -> Struct.parseFrom(bytes);
            case "google.protobuf.Value" -> Value.parseFrom(bytes);
            default -> ListValue.parseFrom(bytes);
        };
        try {
            return JSON.readTree(JsonFormat.printer().print(typed));
        } catch (IllegalArgumentException | NullPointerException | IOException e) {
            throw new NoFormException("a Value that JsonFormat refuses: " + e.getMessage());
        }
    }
}
