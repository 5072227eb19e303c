package dev.dpg.gateway.schema;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** The properties of an Avro record. */
final class AvroFields {
    private final FieldCollector fields = new FieldCollector(AvroSchemas.WHAT);
    /** Records that are being read, by full name. */
    private final Deque<String> open = new ArrayDeque<>();

    private AvroFields() {}

    static List<Field> of(Schema schema) {
        Schema record = single(schema).orElse(schema);
        if (record.getType() != Schema.Type.RECORD) {
            throw SchemaLimits.notA(
                    AvroSchemas.WHAT + " of records",
                    "its type is " + record.getType().getName());
        }
        AvroFields reader = new AvroFields();
        reader.properties("", record);
        return reader.fields.fields();
    }

    private void properties(String path, Schema record) {
        open.push(record.getFullName());
        for (Schema.Field field : record.getFields()) {
            boolean required = !field.schema().isNullable();
            String description = field.doc() == null ? "" : field.doc();
            property(path.isEmpty() ? field.name() : path + "." + field.name(), field.schema(), required, description);
        }
        open.pop();
    }

    private void property(String path, Schema declared, boolean required, String description) {
        Optional<Schema> type = single(declared);
        ValueKind kind = type.map(this::kind).orElse(ValueKind.ANY);
        fields.add(path, kind, required, description);
        if (kind == ValueKind.OBJECT) {
            properties(path, type.orElseThrow());
        } else if (kind == ValueKind.ARRAY) {
            property(path + "[]", type.orElseThrow().getElementType(), false, "");
        }
    }

    /** The type itself, or the only one in a union that is not null. */
    private static Optional<Schema> single(Schema schema) {
        if (!schema.isUnion()) {
            return Optional.of(schema);
        }
        List<Schema> types = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    private ValueKind kind(Schema schema) {
        Optional<ValueKind> logical =
                Optional.ofNullable(schema.getLogicalType()).flatMap(AvroFields::logical);
        return logical.orElseGet(() -> switch (schema.getType()) {
            case RECORD ->
                open.contains(schema.getFullName())
                                || open.size() >= SchemaLimits.DEPTH_MAX
                                || schema.getFields().isEmpty()
                        ? ValueKind.ANY
                        : ValueKind.OBJECT;
            case ARRAY -> ValueKind.ARRAY;
            case ENUM, STRING -> ValueKind.STRING;
            case BYTES, FIXED -> ValueKind.BYTES;
            case INT, LONG -> ValueKind.INTEGER;
            case FLOAT, DOUBLE -> ValueKind.NUMBER;
            case BOOLEAN -> ValueKind.BOOLEAN;
            case MAP, UNION, NULL -> ValueKind.ANY;
        });
    }

    private static Optional<ValueKind> logical(LogicalType type) {
        return switch (type.getName()) {
            case "decimal", "big-decimal" -> Optional.of(ValueKind.DECIMAL);
            case "date" -> Optional.of(ValueKind.DATE);
            case "time-millis", "time-micros" -> Optional.of(ValueKind.TIME);
            case "timestamp-millis",
                    "timestamp-micros",
                    "timestamp-nanos",
                    "local-timestamp-millis",
                    "local-timestamp-micros",
                    "local-timestamp-nanos" -> Optional.of(ValueKind.TIMESTAMP);
            case "uuid" -> Optional.of(ValueKind.STRING);
            default -> Optional.empty();
        };
    }
}
