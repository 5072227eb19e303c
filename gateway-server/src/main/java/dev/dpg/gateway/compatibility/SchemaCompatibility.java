package dev.dpg.gateway.compatibility;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.schema.AvroSchemas;
import dev.dpg.gateway.schema.JsonSchemaDocument;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Compares two schemas of one format. */
public final class SchemaCompatibility {
    private static final String OLD = "old_schema";
    private static final String NEW = "new_schema";

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
     * @throws ProblemException {@code BAD_REQUEST} if one of them is no schema of the format; it says which
     */
    public static List<Change> check(PayloadFormat format, String oldText, String newText, String messageName) {
        return switch (format) {
            case AVRO ->
                AvroRules.between(
                        read(OLD, () -> AvroSchemas.parse(oldText, Map.of())),
                        read(NEW, () -> AvroSchemas.parse(newText, Map.of())));
            case PROTOBUF -> {
                ProtobufSchema before = read(OLD, () -> ProtobufSchema.ofText(oldText, Map.of(), messageName));
                yield messageName.isEmpty()
                        ? ProtobufRules.between(
                                before.message(),
                                read(NEW, () -> ProtobufSchema.ofText(newText, Map.of(), ""))
                                        .message())
                        : check(before, newText);
            }
            case JSON ->
                JsonSchemaRules.between(
                        read(OLD, () -> JsonSchemaDocument.parse(oldText, Map.of())),
                        read(NEW, () -> JsonSchemaDocument.parse(newText, Map.of())));
        };
    }

    /**
     * The same for protobuf, where the message is looked for by its full name.
     *
     * @param before its message is the one in question
     * @throws ProblemException as above
     */
    public static List<Change> check(ProtobufSchema before, String newText) {
        ProtobufSchema after = read(NEW, () -> ProtobufSchema.ofText(newText, Map.of(), ""));
        return after.find(before.message().getFullName())
                .map(message -> ProtobufRules.between(before.message(), message))
                .orElseGet(() -> List.of(Change.breaking(
                        "message.removed",
                        "",
                        "The message " + before.message().getFullName() + " is not there any more.",
                        "Records of this message cannot be read by the new schema.")));
    }

    /** Reads one side; a refusal says which one it is. */
    private static <S> S read(String side, Supplier<S> reading) {
        try {
            return reading.get();
        } catch (ProblemException e) {
            String message = e.problem().message();
            throw new ProblemException(
                    Problem.of(e.problem().reason(), side + ": " + message).with(new FieldViolation(side, "", message)),
                    e);
        }
    }
}
