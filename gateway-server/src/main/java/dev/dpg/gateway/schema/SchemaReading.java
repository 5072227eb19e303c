package dev.dpg.gateway.schema;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.List;
import java.util.Map;

/** Reads a schema as the properties that a contract would declare. */
public final class SchemaReading {
    private SchemaReading() {}

    /**
     * The properties that values of a schema have, each parent before what is in it, without numbers. The items of an array
     * are a property of their own, with {@code []} behind the array's path, and never required.
     *
     * <p>What a contract has no words for is of kind {@code ANY}: maps, unions of several types, and types that hold
     * themselves, from where they come back. A property is required where every value has it: in Avro what cannot be null, in
     * protobuf what has no presence of its own, and so at least its default, and in JSON Schema what is required and cannot be
     * null. JSON properties that a path cannot name, with a dot or a bracket in their name, are left out.
     *
     * @param format {@code JSON} means a JSON Schema
     * @param references what the text refers to: an Avro type's full name, an imported file, a JSON Schema's reference, to the
     *     text, each before those that need it
     * @param messageName full name of the protobuf message; empty for the first one, and for other formats
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if it is no such schema, or none of a record
     */
    public static List<Field> fields(
            PayloadFormat format, String text, Map<String, String> references, String messageName) {
        return switch (format) {
            case AVRO -> AvroFields.of(AvroSchemas.parse(text, references));
            case PROTOBUF ->
                ProtobufFields.of(
                        ProtobufSchema.ofText(text, references, messageName).message());
            case JSON -> JsonSchemaFields.of(JsonSchemaDocument.parse(text, references));
        };
    }
}
