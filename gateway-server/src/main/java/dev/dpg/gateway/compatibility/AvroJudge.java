package dev.dpg.gateway.compatibility;

import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What Avro's own library says of two schemas. */
final class AvroJudge {
    private AvroJudge() {}

    /** Whether a reader with one schema can read all that is written with another one. */
    static boolean reads(Schema reader, Schema writer) {
        return check(reader, writer).getType() == SchemaCompatibilityType.COMPATIBLE;
    }

    /** Why a reader cannot read all that a writer writes; empty where it can. */
    static Optional<String> objection(Schema reader, Schema writer) {
        return check(reader, writer).getResult().getIncompatibilities().stream()
                .findFirst()
                .map(AvroJudge::words);
    }

    private static String words(Incompatibility found) {
        return "Schema resolution fails at " + found.getLocation() + " ("
                + found.getType().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ").";
    }

    private static org.apache.avro.SchemaCompatibility.SchemaPairCompatibility check(Schema reader, Schema writer) {
        return org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    }

    /** Whether a reader takes a writer's named type for its own. */
    static boolean named(Schema reader, Schema writer) {
        return org.apache.avro.SchemaCompatibility.schemaNameEquals(reader, writer);
    }

    /** The types of a union, or the type itself. */
    static List<Schema> branches(Schema schema) {
        return schema.isUnion() ? schema.getTypes() : List.of(schema);
    }

    /** The only type that is not null; empty where there are several, or none. */
    static Optional<Schema> single(Schema schema) {
        List<Schema> types = branches(schema).stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    /** The logical type with what belongs to it; empty without one, and for text, which it changes nothing of. */
    static String logical(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        boolean plainText = schema.getType() == Schema.Type.STRING;
        return type == null || plainText ? "" : type.getName();
    }
}
