package dev.dpg.gateway.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema with the schemas that it refers to. References are followed by JSON pointers within a document, and by name or
 * {@code $id} between documents; nothing is ever fetched. One for each reading; not thread-safe.
 */
public final class JsonSchemaDocument {
    static final String WHAT = "a JSON Schema";

    /** References may fan out; what is followed of them is bounded. */
    private static final int REFERENCES_MAX = 50_000;

    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$id",
            "$ref",
            "$defs",
            "definitions",
            "type",
            "properties",
            "patternProperties",
            "additionalProperties",
            "required",
            "items",
            "enum",
            "const",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "format",
            "pattern",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minProperties",
            "title",
            "description");
    private static final Set<String> TYPES =
            Set.of("null", "boolean", "object", "array", "number", "string", "integer");

    private final JsonNode root;
    private final Map<String, String> texts;
    private final Map<String, JsonNode> documents = new HashMap<>();
    private int references;

    private JsonSchemaDocument(JsonNode root, Map<String, String> texts) {
        this.root = root;
        this.texts = Map.copyOf(texts);
    }

    /**
     * Reads a text.
     *
     * @param references names as in {@code $ref}, without fragment, to texts
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if it is no JSON Schema
     */
    public static JsonSchemaDocument parse(String text, Map<String, String> references) {
        SchemaLimits.requireSize(WHAT, text, references);
        return new JsonSchemaDocument(read(text), references);
    }

    /** A schema and the document that its references are relative to. */
    public record Located(JsonNode node, JsonNode document) {
        /** The subschema at a keyword; empty where there is none. */
        public Optional<Located> at(String keyword) {
            JsonNode child = node.get(keyword);
            return child != null && (child.isObject() || child.isBoolean())
                    ? Optional.of(new Located(child, document))
                    : Optional.empty();
        }

        /** Another schema of the same document. */
        public Located sibling(JsonNode other) {
            return new Located(other, document);
        }

        /** Whether both are the same place of the same document. */
        @SuppressWarnings("ReferenceEquality") // equal schemas at two places are two
        boolean same(Located other) {
            return node == other.node;
        }
    }

    /** The whole schema. */
    public Located root() {
        return new Located(root, root);
    }

    /**
     * What a reference points to.
     *
     * @param from where the reference stands
     * @return empty where nothing is known of it
     */
    public Optional<Located> resolve(Located from, String reference) {
        if (++references > REFERENCES_MAX) {
            throw SchemaLimits.notA(WHAT, "following its references takes more than " + REFERENCES_MAX + " steps");
        }
        int hash = reference.indexOf('#');
        String name = hash < 0 ? reference : reference.substring(0, hash);
        Optional<JsonNode> document = name.isEmpty() ? Optional.of(from.document()) : document(name);
        return document.flatMap(tree -> at(tree, hash < 0 ? "" : decoded(reference.substring(hash + 1))));
    }

    /** A fragment as a pointer; as it is where it is not encoded as it should be. */
    private static String decoded(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return fragment;
        }
    }

    private static Optional<Located> at(JsonNode document, String pointer) {
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
            return Optional.empty();
        }
        JsonNode node = document.at(JsonPointer.compile(pointer));
        return node.isObject() || node.isBoolean() ? Optional.of(new Located(node, document)) : Optional.empty();
    }

    private Optional<JsonNode> document(String name) {
        if (root.path("$id").asText().equals(name)) {
            return Optional.of(root);
        }
        JsonNode known = documents.get(name);
        if (known == null && texts.containsKey(name)) {
            known = read(texts.getOrDefault(name, ""));
            documents.put(name, known);
        }
        return Optional.ofNullable(known);
    }

    private static JsonNode read(String text) {
        JsonNode node = JsonTexts.read(WHAT, text);
        if (node.isBoolean()) {
            return node;
        }
        if (!node.isObject()) {
            throw SchemaLimits.notA(WHAT, "it is " + describe(node) + ", and a schema is an object or a boolean");
        }
        boolean empty = node.isEmpty();
        boolean known = false;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            known |= KEYWORDS.contains(entry.getKey());
        }
        if (!known && !empty) {
            throw SchemaLimits.notA(WHAT, "it is an object without any keyword of JSON Schema");
        }
        requireShape(node, "the schema");
        return node;
    }

    /** The keywords that a schema cannot be read without have to be of the right kind, everywhere. */
    private static void requireShape(JsonNode schema, String where) {
        requireTypes(schema.get("type"), where);
        requireShapes(schema.get("properties"), where, "properties");
        requireShapes(schema.get("$defs"), where, "$defs");
        requireShapes(schema.get("definitions"), where, "definitions");
        requireList(schema.get("required"), where, "required", true);
        for (String keyword : Set.of("allOf", "anyOf", "oneOf")) {
            requireList(schema.get(keyword), where, keyword, false);
            schema.path(keyword).forEach(branch -> requireSchema(branch, where + ", a branch of " + keyword));
        }
        requireList(schema.get("enum"), where, "enum", false);
        JsonNode items = schema.get("items");
        if (items != null && !items.isArray()) {
            requireSchema(items, where + ", items");
        }
    }

    private static void requireShapes(@Nullable JsonNode map, String where, String keyword) {
        if (map != null && !map.isObject()) {
            throw SchemaLimits.notA(
                    WHAT, where + ": \"" + keyword + "\" has to be an object, and it is " + describe(map));
        }
        if (map != null) {
            map.properties().forEach(entry -> requireSchema(entry.getValue(), "\"" + entry.getKey() + "\""));
        }
    }

    private static void requireSchema(JsonNode node, String where) {
        if (node.isObject()) {
            requireShape(node, where);
        } else if (!node.isBoolean()) {
            throw SchemaLimits.notA(WHAT, where + ": a schema is expected here, and it is " + describe(node));
        }
    }

    private static void requireTypes(@Nullable JsonNode type, String where) {
        if (type == null) {
            return;
        }
        boolean good = type.isTextual() || (type.isArray() && !type.isEmpty());
        for (JsonNode one : type.isArray() ? type : Set.of(type)) {
            good &= one.isTextual() && TYPES.contains(one.textValue());
        }
        if (!good) {
            throw SchemaLimits.notA(
                    WHAT,
                    where + ": \"type\" has to be one or more of "
                            + TYPES.stream().sorted().toList());
        }
    }

    private static void requireList(@Nullable JsonNode list, String where, String keyword, boolean texts) {
        if (list == null) {
            return;
        }
        boolean good = list.isArray();
        for (JsonNode one : list) {
            good &= !texts || one.isTextual();
        }
        if (!good) {
            throw SchemaLimits.notA(
                    WHAT, where + ": \"" + keyword + "\" has to be a list" + (texts ? " of names" : ""));
        }
    }

    private static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case NULL -> "null";
            case BOOLEAN -> "a boolean";
            default -> "an object";
        };
    }
}
