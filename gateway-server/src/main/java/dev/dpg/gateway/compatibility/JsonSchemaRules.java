package dev.dpg.gateway.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.schema.JsonSchemaDocument;
import dev.dpg.gateway.schema.JsonSchemaDocument.Located;
import dev.dpg.gateway.schema.SchemaLimits;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks of two JSON Schemas whether all that the new one allows is allowed by the old one. */
final class JsonSchemaRules {
    /** Comparisons at most; beyond, the rest is not judged. */
    private static final int STEPS_MAX = 20_000;
    /** Listed values, names and branches that count as a step. */
    private static final int ENTRIES_PER_STEP = 50;

    private final JsonSchemaDocument before;
    private final JsonSchemaDocument after;
    private final Changes changes = new Changes();
    private final IdentityHashMap<JsonNode, Set<JsonNode>> visited = new IdentityHashMap<>();
    private int steps;

    private JsonSchemaRules(JsonSchemaDocument before, JsonSchemaDocument after) {
        this.before = before;
        this.after = after;
    }

    static List<Change> between(JsonSchemaDocument before, JsonSchemaDocument after) {
        JsonSchemaRules rules = new JsonSchemaRules(before, after);
        rules.schemas("", 0, before.root(), after.root());
        return rules.changes.list();
    }

    private void schemas(String path, int depth, Located oldPlace, Located newPlace) {
        Located old = target(before, oldPlace);
        Located now = target(after, newPlace);
        if (old.node().isObject() && now.node().isObject() && !enter(old.node(), now.node())) {
            return;
        }
        if (depth > SchemaLimits.DEPTH_MAX || ++steps > STEPS_MAX) {
            notJudged(path, "what is in it, for it is nested too deep");
            return;
        }
        if (isNothing(old) && !isNothing(now)) {
            changes.breaking(
                    "schema.allowed",
                    path,
                    place(path) + " may be there.",
                    "Readers with the old schema expect that it is not.");
        } else if (!isNothing(old) && !isNothing(now)) {
            ObjectNode was = flat(before, old);
            ObjectNode is = flat(after, now);
            steps += (entries(was) + entries(is)) / ENTRIES_PER_STEP;
            keywords(path, depth, was, is);
        }
    }

    /** What its keywords list: values, names, branches. They are gone through each time that the schema is compared. */
    private static int entries(ObjectNode schema) {
        int entries = 0;
        for (JsonNode keyword : schema) {
            entries += keyword.size();
        }
        return entries;
    }

    /** What a schema that is a reference and nothing else refers to, so that one that holds itself is met again as itself. */
    private static Located target(JsonSchemaDocument document, Located schema) {
        Located at = schema;
        for (int hops = 0;
                hops < SchemaLimits.DEPTH_MAX
                        && at.node().size() == 1
                        && at.node().has("$ref");
                hops++) {
            at = document.resolve(at, at.node().path("$ref").asText()).orElse(at);
        }
        return at;
    }

    /** Whether a schema that is a boolean allows nothing. */
    private static boolean isNothing(Located schema) {
        return schema.node().isBoolean() && !schema.node().asBoolean();
    }

    private static ObjectNode flat(JsonSchemaDocument document, Located schema) {
        return schema.node().isObject() ? FlatSchema.of(document, schema) : JsonNodeFactory.instance.objectNode();
    }

    private boolean enter(JsonNode old, JsonNode now) {
        return visited.computeIfAbsent(old, node -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(now);
    }

    private void keywords(String path, int depth, ObjectNode old, ObjectNode now) {
        JsonKeywordRules rules = new JsonKeywordRules(changes, path, old, now);
        rules.types();
        rules.values();
        Set<String> keywords = new LinkedHashSet<>();
        old.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        for (String keyword : keywords) {
            switch (keyword) {
                case "type", "enum", "const" -> {
                    // looked at above
                }
                case "required" -> rules.required();
                case "properties" -> properties(path, depth, old, now);
                case "additionalProperties" -> additional(path, depth, old, now);
                case "items" -> items(path, depth, old, now);
                case "anyOf", "oneOf" -> alternatives(path, depth, keyword, old, now);
                default -> rules.other(keyword);
            }
        }
    }

    private void properties(String path, int depth, ObjectNode old, ObjectNode now) {
        JsonNode oldProperties = old.path("properties");
        JsonNode newProperties = now.path("properties");
        for (Map.Entry<String, JsonNode> entry : oldProperties.properties()) {
            String where = Changes.within(path, entry.getKey());
            JsonNode young = newProperties.get(entry.getKey());
            if (young != null) {
                schemas(where, depth + 1, in(before, entry.getValue()), in(after, young));
            } else if (isFalse(now.path("additionalProperties"))) {
                changes.breaking(
                        "property.removed",
                        where,
                        "The property " + Changes.quoted(where) + " is removed and cannot be there any more.",
                        "Readers with the old schema do not find it.");
            } else {
                changes.breaking(
                        "property.removed",
                        where,
                        "The property " + Changes.quoted(where) + " is removed.",
                        "Readers with the old schema do not find it; what is there under its name may be anything.");
            }
        }
        for (Map.Entry<String, JsonNode> entry : newProperties.properties()) {
            if (!oldProperties.has(entry.getKey())) {
                added(Changes.within(path, entry.getKey()), depth, entry.getValue(), old.path("additionalProperties"));
            }
        }
    }

    private void added(String where, int depth, JsonNode schema, JsonNode additional) {
        if (isFalse(additional)) {
            changes.breaking(
                    "property.added",
                    where,
                    "The property " + Changes.quoted(where) + " is added.",
                    "The old schema allows no other properties, so its readers refuse records that have it.");
            return;
        }
        changes.harmless(
                "property.added",
                where,
                "The property " + Changes.quoted(where) + " is added.",
                "Readers with the old schema do not look at it.");
        if (additional.isObject()) {
            schemas(where, depth + 1, in(before, additional), in(after, schema));
        }
    }

    private void additional(String path, int depth, ObjectNode old, ObjectNode now) {
        JsonNode was = old.path("additionalProperties");
        JsonNode is = now.path("additionalProperties");
        if (isFalse(was) && !isFalse(is)) {
            changes.breaking(
                    "properties.opened",
                    path,
                    place(path) + " may have properties that the schema does not name.",
                    "Readers with the old schema refuse records that have them.");
        } else if (!isFalse(was) && isFalse(is)) {
            changes.harmless(
                    "properties.closed",
                    path,
                    place(path) + " can have no properties any more that the schema does not name.",
                    "Readers with the old schema do not mind.");
        } else if (was.isObject()) {
            JsonNode open = JsonNodeFactory.instance.booleanNode(true);
            schemas(Changes.within(path, "*"), depth + 1, in(before, was), in(after, is.isMissingNode() ? open : is));
        }
    }

    private void items(String path, int depth, ObjectNode old, ObjectNode now) {
        JsonNode was = old.path("items");
        JsonNode is = now.path("items");
        if (was.isArray() || is.isArray()) {
            new JsonKeywordRules(changes, path, old, now).other("items");
        } else if (!was.isMissingNode()) {
            JsonNode open = JsonNodeFactory.instance.booleanNode(true);
            schemas(path + "[]", depth + 1, in(before, was), in(after, is.isMissingNode() ? open : is));
        }
    }

    /** Each new alternative has to be within one of the old ones. */
    private void alternatives(String path, int depth, String keyword, ObjectNode old, ObjectNode now) {
        JsonNode was = old.path(keyword);
        JsonNode is = now.path(keyword);
        if (was.equals(is) && before.root().node().equals(after.root().node())) {
            return;
        }
        if (was.isMissingNode()) {
            changes.harmless(
                    "schema.narrowed",
                    path,
                    place(path) + " is one of several alternatives now.",
                    "Less is allowed than before.");
            return;
        }
        if (is.isMissingNode()) {
            notJudged(path, "whether it is one of the alternatives that the old schema has for it");
            return;
        }
        for (JsonNode branch : is) {
            boolean within = false;
            for (JsonNode candidate : was) {
                within |= within(depth, candidate, branch);
            }
            if (!within) {
                changes.breaking(
                        "alternative.added",
                        path,
                        place(path) + " has an alternative that is within none of the old ones.",
                        "Readers with the old schema do not expect it.");
            }
        }
        if (is.size() < was.size()) {
            changes.harmless(
                    "alternative.removed",
                    path,
                    place(path) + " has fewer alternatives.",
                    "Less is allowed than before.");
        }
    }

    private boolean within(int depth, JsonNode old, JsonNode now) {
        JsonSchemaRules rules = new JsonSchemaRules(before, after);
        rules.steps = steps;
        rules.schemas("", depth + 1, in(before, old), in(after, now));
        steps = rules.steps;
        return !rules.changes.anyBreaking();
    }

    private void notJudged(String path, String what) {
        changes.breaking(
                "schema.not_judged",
                path,
                place(path) + ": it cannot be judged " + what + ".",
                "Readers with the old schema may refuse new records. Look at it yourself.");
    }

    private static Located in(JsonSchemaDocument document, JsonNode node) {
        return document.root().sibling(node);
    }

    private static boolean isFalse(JsonNode schema) {
        return schema.isBoolean() && !schema.asBoolean();
    }

    static String place(String path) {
        return path.isEmpty() ? "The record" : Changes.quoted(path);
    }
}
