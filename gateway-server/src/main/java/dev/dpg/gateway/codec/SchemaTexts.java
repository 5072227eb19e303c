package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.SchemaSource.Reference;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.schema.AvroSchemas;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Schemas as one text, with what they name inside. Pure. */
public final class SchemaTexts {
    private SchemaTexts() {}

    /** What a schema names, by the names, each before those that need it. */
    public static Map<String, String> references(RegisteredSchema schema) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Reference reference : schema.references()) {
            texts.put(reference.name(), reference.text());
        }
        return texts;
    }

    /**
     * One text that says the same as a schema with all that it names: an Avro schema with the types where they are first used,
     * a set of descriptors in base64 for protobuf. A JSON Schema stays as it is; what it names does not change what is read.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if it is no such schema
     */
    public static String selfContained(RegisteredSchema schema) {
        if (schema.references().isEmpty()) {
            return schema.text();
        }
        return switch (schema.format()) {
            case AVRO -> AvroSchemas.parse(schema.text(), references(schema)).toString();
            case PROTOBUF ->
                Base64.getEncoder()
                        .encodeToString(ProtobufSchema.ofText(schema.text(), references(schema), "")
                                .descriptorSet()
                                .toByteArray());
            case JSON -> schema.text();
        };
    }
}
