package dev.dpg.gateway.compatibility;

import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.schema.AvroSchemas;
import dev.dpg.gateway.schema.JsonSchemaDocument;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.util.List;
import java.util.Map;

/** Compares two schemas of one format. */
public final class SchemaCompatibility {
    private SchemaCompatibility() {}

    /**
     * Every difference that matters to readers, in the order of the old schema, what is new behind it; empty where there is
     * none. {@link Change#compatible} says whether the new schema may take the place of the old one.
     *
     * <p>Avro is judged by schema resolution, and by what that does not look at: logical types. Protobuf is judged by the wire
     * and by JSON, where names count. Of JSON Schemas it is asked whether all that the new one allows was allowed by the old
     * one; what cannot be judged counts as breaking and says so.
     *
     * @param format {@code JSON} means JSON Schema
     * @param messageName full name of the protobuf message in question; empty for the first one of each text, and for other
     *     formats
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if one of them is no schema of the format
     */
    public static List<Change> check(PayloadFormat format, String oldText, String newText, String messageName) {
        return switch (format) {
            case AVRO -> AvroRules.between(AvroSchemas.parse(oldText, Map.of()), AvroSchemas.parse(newText, Map.of()));
            case PROTOBUF -> protobuf(oldText, newText, messageName);
            case JSON ->
                JsonSchemaRules.between(
                        JsonSchemaDocument.parse(oldText, Map.of()), JsonSchemaDocument.parse(newText, Map.of()));
        };
    }

    private static List<Change> protobuf(String oldText, String newText, String messageName) {
        ProtobufSchema before = ProtobufSchema.ofText(oldText, Map.of(), messageName);
        ProtobufSchema after = ProtobufSchema.ofText(newText, Map.of(), "");
        if (messageName.isEmpty()) {
            return ProtobufRules.between(before.message(), after.message());
        }
        return after.find(before.message().getFullName())
                .map(message -> ProtobufRules.between(before.message(), message))
                .orElseGet(() -> List.of(Change.breaking(
                        "message.removed",
                        "",
                        "The message " + before.message().getFullName() + " is not there any more.",
                        "Records of this message cannot be read by the new schema.")));
    }
}
