package dev.dpg.gateway.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the JSON Schema (2020-12) of a product's values as JSON. A property that not every record has may be absent or null.
 * Properties that the contract does not declare are not forbidden: where values are stored as JSON they come along.
 */
public final class JsonSchemaText {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Map<String, String> descriptions = new HashMap<>();

    private JsonSchemaText(List<Field> fields) {
        fields.forEach(field -> descriptions.put(field.path(), field.description()));
    }

    /**
     * The schema, as a text.
     *
     * @param type what a record is made of
     * @param fields the contract's properties, for their descriptions
     * @param title the product's name
     * @param description of the product; left out where empty
     */
    public static String of(RecordType type, List<Field> fields, String title, String description) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", DIALECT).put("title", title);
        if (!description.isBlank()) {
            root.put("description", description.strip());
        }
        root.put("type", "object");
        new JsonSchemaText(fields).properties(root, type);
        return JsonTexts.write(root);
    }

    private void properties(ObjectNode schema, RecordType type) {
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (Property property : type.properties()) {
            value(properties.putObject(property.name()), property.path(), property.type(), !property.required());
            if (property.required()) {
                required.add(property.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    private void value(ObjectNode schema, String path, ValueType type, boolean nullable) {
        String description = descriptions.getOrDefault(path, "");
        if (!description.isBlank()) {
            schema.put("description", description.strip());
        }
        type(schema, type.kind(), nullable);
        if (type instanceof ValueType.Structure structure) {
            properties(schema, structure.type());
        } else if (type instanceof ValueType.Items items) {
            value(schema.putObject("items"), path + "[]", items.item(), false);
        }
    }

    private static void type(ObjectNode schema, ValueKind kind, boolean nullable) {
        if (kind == ValueKind.ANY) {
            return;
        }
        String name = typeName(kind);
        if (nullable) {
            schema.putArray("type").add(name).add("null");
        } else {
            schema.put("type", name);
        }
        switch (kind) {
            case INTEGER -> schema.put("format", "int64");
            case NUMBER -> schema.put("format", "double");
            case DECIMAL -> schema.put("format", "decimal").put("pattern", "^-?[0-9]+(\\.[0-9]+)?$");
            case BYTES -> schema.put("contentEncoding", "base64");
            case DATE -> schema.put("format", "date");
            case TIME ->
                schema.put("format", "partial-time").put("pattern", "^[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?$");
            case TIMESTAMP -> schema.put("format", "date-time");
            case BOOLEAN, STRING, OBJECT, ARRAY, ANY -> {
                // the type says it all
            }
        }
    }

    private static String typeName(ValueKind kind) {
        return switch (kind) {
            case BOOLEAN -> "boolean";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case OBJECT -> "object";
            case ARRAY -> "array";
            case DECIMAL, STRING, BYTES, DATE, TIME, TIMESTAMP, ANY -> "string";
        };
    }
}
