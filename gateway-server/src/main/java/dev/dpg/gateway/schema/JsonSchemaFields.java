package dev.dpg.gateway.schema;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.gateway.schema.JsonSchemaDocument.Located;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The properties of what a JSON Schema describes. */
final class JsonSchemaFields {
    /** As contracts refuse them: a path could not name them. */
    private static final Pattern UNNAMEABLE = Pattern.compile("[.\\[\\]\\p{Cntrl}]|^\\s|\\s$|^$");

    private final JsonSchemaDocument document;
    private final FieldCollector fields = new FieldCollector(JsonSchemaDocument.WHAT);
    /** Shapes that are being read. */
    private final Deque<JsonShape> open = new ArrayDeque<>();

    private JsonSchemaFields(JsonSchemaDocument document) {
        this.document = document;
    }

    static List<Field> of(JsonSchemaDocument document) {
        JsonShape root = JsonShape.of(document, document.root());
        if (root.properties().isEmpty()) {
            throw SchemaLimits.notA(JsonSchemaDocument.WHAT + " of records", "it describes no object with properties");
        }
        JsonSchemaFields reader = new JsonSchemaFields(document);
        reader.properties("", root);
        return reader.fields.fields();
    }

    private void properties(String path, JsonShape shape) {
        open.push(shape);
        shape.properties().forEach((name, schema) -> {
            if (!UNNAMEABLE.matcher(name).find()) {
                value(path.isEmpty() ? name : path + "." + name, schema, shape.requires(name));
            }
        });
        open.pop();
    }

    private void value(String path, Located schema, boolean required) {
        JsonShape shape = JsonShape.of(document, schema);
        boolean again =
                open.size() >= SchemaLimits.DEPTH_MAX || open.stream().anyMatch(outer -> overlaps(outer, shape));
        ValueKind kind = again ? ValueKind.ANY : shape.kind();
        fields.add(path, kind, required && !shape.nullable(), shape.description());
        if (kind == ValueKind.OBJECT) {
            properties(path, shape);
        } else if (kind == ValueKind.ARRAY) {
            open.push(shape);
            shape.items()
                    .ifPresentOrElse(
                            item -> value(path + "[]", item, false),
                            () -> fields.add(path + "[]", ValueKind.ANY, false, ""));
            open.pop();
        }
    }

    /** Whether a schema has come back to one that it is within. */
    private static boolean overlaps(JsonShape outer, JsonShape inner) {
        return inner.parts().stream().anyMatch(part -> outer.parts().stream().anyMatch(part::same));
    }
}
