package dev.dpg.gateway.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keywords of JSON Schema that concern one value alone. */
final class JsonKeywordRules {
    private static final List<String> LOWER =
            List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final List<String> UPPER =
            List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
    /** Keywords that may forbid something; others are words. */
    private static final Set<String> OTHERS = Set.of(
            "format",
            "pattern",
            "multipleOf",
            "uniqueItems",
            "items",
            "contains",
            "minContains",
            "maxContains",
            "prefixItems",
            "additionalItems",
            "unevaluatedItems",
            "unevaluatedProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "not",
            "if",
            "then",
            "else",
            "$ref",
            "$dynamicRef",
            "allOf",
            "contentEncoding",
            "contentMediaType");
    /** Those of them that may also allow something, beside what else the schema says. */
    private static final Set<String> TWO_SIDED = Set.of(
            "$ref",
            "$dynamicRef",
            "contentEncoding",
            "contentMediaType",
            "patternProperties",
            "prefixItems",
            "minContains",
            "else");

    private static final Set<String> TYPES = Set.of("null", "boolean", "object", "array", "number", "string");

    private final Changes changes;
    private final String path;
    private final ObjectNode old;
    private final ObjectNode now;

    JsonKeywordRules(Changes changes, String path, ObjectNode old, ObjectNode now) {
        this.changes = changes;
        this.path = path;
        this.old = old;
        this.now = now;
    }

    void types() {
        Set<String> was = types(old);
        Set<String> is = types(now);
        Set<String> added = new TreeSet<>(is);
        added.removeAll(was);
        if (was.contains("number")) {
            added.remove("integer");
        }
        if (!added.isEmpty()) {
            changes.breaking(
                    "type.widened",
                    path,
                    place() + " may be of the type " + String.join(" or ", added) + ".",
                    "Readers with the old schema expect " + String.join(" or ", was) + ".");
        } else if (!was.equals(is)) {
            changes.harmless(
                    "type.narrowed",
                    path,
                    place() + " is of the type " + String.join(" or ", is) + " only.",
                    "Readers with the old schema expect that and more.");
        }
    }

    private static Set<String> types(ObjectNode schema) {
        Set<String> types = new TreeSet<>();
        schema.path("type").forEach(type -> types.add(type.asText()));
        if (types.isEmpty() && !schema.has("type")) {
            JsonNode values = values(schema);
            values.forEach(value -> types.add(typeOf(value)));
            return types.isEmpty() ? new TreeSet<>(TYPES) : types;
        }
        return types;
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

    /** The values that are listed, if any: those of {@code enum}, or the one of {@code const}. */
    private static JsonNode values(ObjectNode schema) {
        return schema.has("const") ? schema.arrayNode().add(schema.get("const")) : schema.path("enum");
    }

    void values() {
        JsonNode was = values(old);
        JsonNode is = values(now);
        if (was.isMissingNode()) {
            if (!is.isMissingNode()) {
                harmless("enum.introduced", place() + " is one of a list of values now.");
            }
            return;
        }
        if (is.isMissingNode()) {
            changes.breaking(
                    "enum.removed",
                    path,
                    place() + " is not restricted to a list of values any more.",
                    "Readers with the old schema expect one of " + was.size() + " values.");
            return;
        }
        Set<JsonNode> known = new LinkedHashSet<>();
        was.forEach(known::add);
        Set<JsonNode> given = new LinkedHashSet<>();
        is.forEach(given::add);
        if (!known.containsAll(given)) {
            given.removeAll(known);
            changes.breaking(
                    "enum.value_added",
                    path,
                    place() + " may be " + given.iterator().next()
                            + (given.size() == 1 ? "." : ", and " + (given.size() - 1) + " more new values."),
                    "Readers with the old schema do not expect it.");
        } else if (!given.containsAll(known)) {
            harmless("enum.value_removed", place() + " has fewer values to choose from.");
        }
    }

    void required() {
        Set<String> was = names(old);
        Set<String> is = names(now);
        for (String name : was) {
            if (!is.contains(name)) {
                changes.breaking(
                        "required.removed",
                        Changes.within(path, name),
                        "The property " + Changes.quoted(Changes.within(path, name)) + " is not required any more.",
                        "Readers with the old schema rely on it.");
            }
        }
        for (String name : is) {
            if (!was.contains(name)) {
                changes.harmless(
                        "required.added",
                        Changes.within(path, name),
                        "The property " + Changes.quoted(Changes.within(path, name)) + " is required.",
                        "Readers with the old schema do not mind; records before may lack it.");
            }
        }
    }

    private static Set<String> names(ObjectNode schema) {
        Set<String> names = new LinkedHashSet<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Any other keyword: one that is new restricts, one that is gone restricts no more, one that changes has to be looked at. */
    void other(String keyword) {
        JsonNode was = old.path(keyword);
        JsonNode is = now.path(keyword);
        boolean limit = LOWER.contains(keyword) || UPPER.contains(keyword);
        if (was.equals(is) || (!limit && !OTHERS.contains(keyword))) {
            return;
        }
        if (was.isMissingNode() && !TWO_SIDED.contains(keyword)) {
            harmless("limit.added", place() + " is restricted by " + Changes.quoted(keyword) + ".");
        } else if (is.isMissingNode()) {
            changes.breaking(
                    "limit.removed",
                    path,
                    place() + " is not restricted by " + Changes.quoted(keyword) + " any more.",
                    "Readers with the old schema rely on it.");
        } else if (limit) {
            limit(keyword, was, is);
        } else if (keyword.equals("uniqueItems") && !was.asBoolean()) {
            harmless("limit.tightened", place() + " holds each item once only.");
        } else if (keyword.equals("multipleOf") && multiple(was, is)) {
            harmless("limit.tightened", place() + " is a multiple of " + is + ".");
        } else {
            changes.breaking(
                    "schema.not_judged",
                    path,
                    place() + ": " + Changes.quoted(keyword)
                            + " changes, and it cannot be judged whether more is allowed.",
                    "Readers with the old schema may refuse new records. Look at it yourself.");
        }
    }

    private void limit(String keyword, JsonNode was, JsonNode is) {
        int step = Double.compare(is.asDouble(), was.asDouble());
        boolean looser = LOWER.contains(keyword) ? step < 0 : step > 0;
        String message = place() + ": " + keyword + " is " + is + " instead of " + was + ".";
        if (looser || !was.isNumber() || !is.isNumber()) {
            changes.breaking("limit.loosened", path, message, "Readers with the old schema do not expect such values.");
        } else {
            harmless("limit.tightened", message);
        }
    }

    private static boolean multiple(JsonNode was, JsonNode is) {
        return was.asDouble() > 0 && is.asDouble() % was.asDouble() == 0;
    }

    private void harmless(String rule, String message) {
        changes.harmless(rule, path, message, "Less is allowed than before.");
    }

    private String place() {
        return JsonSchemaRules.place(path);
    }
}
