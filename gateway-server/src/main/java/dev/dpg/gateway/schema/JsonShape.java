package dev.dpg.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.gateway.schema.JsonSchemaDocument.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a JSON Schema says of the shape of a value, its references and {@code allOf} put together. */
final class JsonShape {
    /** Schemas that one value may be put together of; each of them is compared with all others. */
    private static final int PARTS_MAX = 200;

    private final JsonSchemaDocument document;
    private final List<Located> parts = new ArrayList<>();
    private final Set<String> types = new LinkedHashSet<>();
    private final Map<String, Located> properties = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private Optional<Located> items = Optional.empty();
    private String format = "";
    private String description = "";
    private boolean nullable;
    /** Whether it is one of several shapes. */
    private boolean several;

    private JsonShape(JsonSchemaDocument document) {
        this.document = document;
    }

    static JsonShape of(JsonSchemaDocument document, Located schema) {
        JsonShape shape = new JsonShape(document);
        shape.absorb(schema);
        return shape;
    }

    /** By name, in the schema's order. */
    Map<String, Located> properties() {
        return properties;
    }

    boolean requires(String name) {
        return required.contains(name);
    }

    Optional<Located> items() {
        return items;
    }

    String description() {
        return description;
    }

    /** Whether null is a value. Where nothing is said of types it is, but that is not meant. */
    boolean nullable() {
        return nullable;
    }

    /** The schemas that it was put together of. */
    List<Located> parts() {
        return parts;
    }

    ValueKind kind() {
        if (several || types.size() != 1) {
            return types.equals(Set.of("integer", "number")) ? ValueKind.NUMBER : ValueKind.ANY;
        }
        return switch (types.iterator().next()) {
            case "boolean" -> ValueKind.BOOLEAN;
            case "integer" -> ValueKind.INTEGER;
            case "number" -> ValueKind.NUMBER;
            case "string" -> text();
            case "object" -> properties.isEmpty() ? ValueKind.ANY : ValueKind.OBJECT;
            case "array" -> ValueKind.ARRAY;
            default -> ValueKind.ANY;
        };
    }

    private ValueKind text() {
        return switch (format) {
            case "date" -> ValueKind.DATE;
            case "date-time" -> ValueKind.TIMESTAMP;
            case "time", "partial-time" -> ValueKind.TIME;
            case "byte", "binary", "base64" -> ValueKind.BYTES;
            case "decimal" -> ValueKind.DECIMAL;
            default -> ValueKind.STRING;
        };
    }

    private void absorb(Located schema) {
        if (parts.stream().anyMatch(schema::same) || !schema.node().isObject()) {
            return;
        }
        if (parts.size() >= PARTS_MAX) {
            throw SchemaLimits.notA(
                    JsonSchemaDocument.WHAT, "one value is put together of more than " + PARTS_MAX + " schemas");
        }
        parts.add(schema);
        JsonNode node = schema.node();
        if (node.path("$ref").isTextual()) {
            document.resolve(schema, node.path("$ref").textValue()).ifPresentOrElse(this::absorb, () -> several = true);
        }
        types(node);
        node.path("properties")
                .properties()
                .forEach(entry -> properties.putIfAbsent(entry.getKey(), schema.sibling(entry.getValue())));
        node.path("required").forEach(name -> required.add(name.asText()));
        items = items.or(() -> schema.at("items"));
        format = format.isEmpty() ? formatOf(node) : format;
        description = description.isEmpty() ? node.path("description").asText("") : description;
        node.path("allOf").forEach(part -> absorb(schema.sibling(part)));
        alternatives(schema, node.path("oneOf"));
        alternatives(schema, node.path("anyOf"));
    }

    private static String formatOf(JsonNode node) {
        return node.path("contentEncoding").asText("").equals("base64")
                ? "base64"
                : node.path("format").asText("");
    }

    private void types(JsonNode node) {
        JsonNode type = node.path("type");
        if (type.isTextual()) {
            type(type.textValue());
        } else if (type.isArray()) {
            type.forEach(one -> type(one.asText()));
        } else {
            implied(node);
        }
    }

    private void implied(JsonNode node) {
        if (node.has("properties")) {
            type("object");
        }
        if (node.has("const")) {
            type(typeOf(node.path("const")));
        }
        node.path("enum").forEach(value -> type(typeOf(value)));
    }

    private void type(String name) {
        if (name.equals("null")) {
            nullable = true;
        } else {
            types.add(name);
        }
    }

    private void alternatives(Located schema, JsonNode branches) {
        List<Located> others = new ArrayList<>();
        for (JsonNode branch : branches) {
            if (branch.path("type").asText().equals("null")) {
                nullable = true;
            } else {
                others.add(schema.sibling(branch));
            }
        }
        if (others.size() == 1) {
            absorb(others.get(0));
        } else if (!others.isEmpty()) {
            choice(others);
        }
    }

    /** Several branches are one shape where they are all of one simple type. */
    private void choice(List<Located> branches) {
        Set<ValueKind> kinds = new LinkedHashSet<>();
        for (Located branch : branches) {
            JsonShape shape = new JsonShape(document);
            shape.parts.addAll(parts);
            shape.absorb(branch);
            kinds.add(shape.kind());
            types.addAll(shape.types);
            nullable |= shape.nullable;
        }
        ValueKind kind = kinds.iterator().next();
        boolean simple = kind != ValueKind.OBJECT && kind != ValueKind.ARRAY && kind != ValueKind.ANY;
        several |= kinds.size() > 1 || !simple;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            case ARRAY -> "array";
            default -> "object";
        };
    }
}
