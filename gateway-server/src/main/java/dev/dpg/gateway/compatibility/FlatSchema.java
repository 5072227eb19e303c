package dev.dpg.gateway.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dpg.gateway.schema.JsonSchemaDocument;
import dev.dpg.gateway.schema.JsonSchemaDocument.Located;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object for a schema with its references and {@code allOf} put into it, so that two can be compared keyword by
 * keyword. What cannot be put together is left in {@code allOf}.
 */
final class FlatSchema {
    /** Words about a schema, which allow or forbid nothing. */
    private static final Set<String> WORDS = Set.of(
            "$schema",
            "$id",
            "$anchor",
            "$comment",
            "$defs",
            "definitions",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly");

    private static final Set<String> LOWER =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final Set<String> UPPER =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

    private final JsonSchemaDocument document;
    private final ObjectNode flat = JsonNodeFactory.instance.objectNode();
    /** By place: comparing contents would take as long as the schema is large, for each of its places. */
    private final Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private FlatSchema(JsonSchemaDocument document) {
        this.document = document;
    }

    /** Of a schema that is an object. */
    static ObjectNode of(JsonSchemaDocument document, Located schema) {
        FlatSchema result = new FlatSchema(document);
        result.absorb(schema);
        return result.flat;
    }

    private void absorb(Located schema) {
        if (!open.add(schema.node())) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : schema.node().properties()) {
            switch (entry.getKey()) {
                case "$ref" -> reference(schema, entry.getValue());
                case "allOf" -> entry.getValue().forEach(part -> part(schema.sibling(part)));
                case "anyOf", "oneOf" -> alternatives(entry.getKey(), schema, entry.getValue());
                default -> {
                    if (!WORDS.contains(entry.getKey())) {
                        put(entry.getKey(), entry.getValue());
                    }
                }
            }
        }
    }

    private void reference(Located schema, JsonNode reference) {
        Optional<Located> target = document.resolve(schema, reference.asText());
        target.ifPresentOrElse(this::part, () -> put("$ref", reference));
    }

    private void part(Located part) {
        if (part.node().isObject()) {
            absorb(part);
        } else if (!part.node().asBoolean()) {
            put("not", JsonNodeFactory.instance.objectNode());
        }
    }

    /** A choice between null and something else is that, and null. */
    private void alternatives(String keyword, Located schema, JsonNode branches) {
        JsonNode other = null;
        int others = 0;
        for (JsonNode branch : branches) {
            if (!branch.path("type").asText().equals("null")) {
                other = branch;
                others++;
            }
        }
        if (others != 1 || other == null || !other.isObject() || branches.size() > 2) {
            put(keyword, branches);
            return;
        }
        ObjectNode inner = of(document, schema.sibling(other));
        if (branches.size() == 2) {
            if (!inner.has("type") || inner.has("enum") || inner.has("const")) {
                put(keyword, branches);
                return;
            }
            inner.set("type", types(inner.get("type")).add("null"));
        }
        inner.properties().forEach(entry -> put(entry.getKey(), entry.getValue()));
    }

    private void put(String keyword, JsonNode value) {
        JsonNode known = flat.get(keyword);
        if (known == null) {
            flat.set(keyword, keyword.equals("type") ? types(value) : value);
        } else if (LOWER.contains(keyword)) {
            flat.set(keyword, value.asDouble() > known.asDouble() ? value : known);
        } else if (UPPER.contains(keyword)) {
            flat.set(keyword, value.asDouble() < known.asDouble() ? value : known);
        } else {
            merge(keyword, known, value);
        }
    }

    private void merge(String keyword, JsonNode known, JsonNode value) {
        switch (keyword) {
            case "type" -> {
                ArrayNode both = JsonNodeFactory.instance.arrayNode();
                Set<JsonNode> allowed = new LinkedHashSet<>();
                types(value).forEach(allowed::add);
                known.forEach(type -> {
                    if (allowed.contains(type)) {
                        both.add(type);
                    }
                });
                flat.set(keyword, both);
            }
            case "required" -> {
                Set<JsonNode> names = new LinkedHashSet<>();
                known.forEach(names::add);
                value.forEach(names::add);
                flat.set(keyword, JsonNodeFactory.instance.arrayNode().addAll(names));
            }
            case "properties" -> flat.set(keyword, properties((ObjectNode) known, value));
            default -> {
                if (!known.equals(value)) {
                    flat.withArray("/allOf").addObject().set(keyword, value);
                }
            }
        }
    }

    private static ObjectNode properties(ObjectNode known, JsonNode more) {
        ObjectNode all = known.objectNode().setAll(known);
        more.properties().forEach(entry -> {
            JsonNode first = known.get(entry.getKey());
            if (first == null || first.equals(entry.getValue())) {
                all.set(entry.getKey(), entry.getValue());
            } else {
                ObjectNode both = known.objectNode();
                both.putArray("allOf").add(first).add(entry.getValue());
                all.set(entry.getKey(), both);
            }
        });
        return all;
    }

    private static ArrayNode types(JsonNode type) {
        ArrayNode types = JsonNodeFactory.instance.arrayNode();
        return type.isArray() ? types.addAll((ArrayNode) type) : types.add(type);
    }
}
