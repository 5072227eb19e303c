package dev.dpg.gateway.schema;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a schema says in the order of a contract: each parent before what is in it. */
final class FieldCollector {
    private final String what;
    private final List<Field> fields = new ArrayList<>();

    /** @param what names the kind of schema, for messages */
    FieldCollector(String what) {
        this.what = what;
    }

    void add(String path, ValueKind kind, boolean required, String description) {
        if (fields.size() >= SchemaLimits.PROPERTIES_MAX) {
            throw SchemaLimits.notA(
                    what, "it has more than " + SchemaLimits.PROPERTIES_MAX + " properties, nested ones counted");
        }
        if (path.length() > SchemaLimits.PATH_CHARACTERS_MAX) {
            throw SchemaLimits.notA(
                    what, "the path of a property has more than " + SchemaLimits.PATH_CHARACTERS_MAX + " characters");
        }
        fields.add(new Field(path, typeOf(kind), kind, required, description.strip(), 0));
    }

    List<Field> fields() {
        return List.copyOf(fields);
    }

    /** How the standard calls a kind of value. */
    static FieldType typeOf(ValueKind kind) {
        return switch (kind) {
            case BOOLEAN -> FieldType.BOOLEAN;
            case INTEGER -> FieldType.INTEGER;
            case NUMBER, DECIMAL -> FieldType.NUMBER;
            case STRING, BYTES -> FieldType.STRING;
            case DATE -> FieldType.DATE;
            case TIME -> FieldType.TIME;
            case TIMESTAMP -> FieldType.TIMESTAMP;
            case OBJECT, ANY -> FieldType.OBJECT;
            case ARRAY -> FieldType.ARRAY;
        };
    }
}
