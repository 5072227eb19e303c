package dev.dpg.gateway.contract;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The published JSON Schemas of both standards. They are not part of the project: their folder is beside it, or named by
 * {@code -Ddpg.standards}, or the test that asks is skipped with a word.
 */
final class Standards {
    private static final String PRODUCT = "odps-json-schema-v1.0.0.json";
    private static final String CONTRACT = "odcs-json-schema-v3.1.0.json";

    private Standards() {}

    static JsonSchema product() {
        return schema(PRODUCT);
    }

    static JsonSchema contract() {
        return schema(CONTRACT);
    }

    /** Whether the schema accepts a document, given as a tree. */
    static boolean accepts(JsonSchema schema, Object document) {
        return schema.validate(json(document), InputFormat.JSON).isEmpty();
    }

    /** A tree of maps, lists and single values as JSON, which is YAML too. */
    static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> json(String.valueOf(entry.getKey())) + ": " + json(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(Standards::json).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        }
        return value == Tree.NOTHING ? "null" : String.valueOf(value);
    }

    private static JsonSchema schema(String file) {
        Path path = folder().resolve(file);
        assumeThat(path)
                .as("the published JSON Schemas are not here; name their folder by -Ddpg.standards")
                .isRegularFile();
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
                    .getSchema(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        return List.of(
                        System.getProperty("dpg.standards", ""),
                        "../../shared/data/standards",
                        "../../../shared/data/standards")
                .stream()
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("standards"));
    }
}
