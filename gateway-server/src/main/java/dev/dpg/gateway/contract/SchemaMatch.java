package dev.dpg.gateway.contract;

import dev.dpg.gateway.problem.NearestName;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.gateway.schema.SchemaReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the properties of a contract to the schema that its values are read with. Pure and thread-safe. */
public final class SchemaMatch {
    private static final String ITEM = "[]";

    private final List<Field> declared;
    private final SchemaPlaces places;
    private final Map<String, Field> given = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private SchemaMatch(List<Field> declared, SchemaPlaces places) {
        this.declared = declared;
        this.places = places;
    }

    /**
     * What is wrong with a schema, and where it and the contract do not agree.
     *
     * @param declared the contract's properties
     * @param format what the schema describes
     * @param references the schemas that the text names, each before those that need it
     * @param messageName of protobuf; empty for the first one
     */
    public static List<Finding> check(
            List<Field> declared,
            SchemaPlaces places,
            PayloadFormat format,
            String text,
            Map<String, String> references,
            String messageName) {
        SchemaMatch match = new SchemaMatch(declared, places);
        try {
            SchemaReading.fields(format, text, references, messageName)
                    .forEach(field -> match.given.put(field.path(), field));
        } catch (ProblemException refused) {
            match.findings.add(new Finding(
                    Rule.CONTRACT_SCHEMA_TEXT,
                    places.schema(),
                    refused.problem().message(),
                    "Correct it; it has to describe a record in " + format.standardName() + "."));
            return match.findings;
        }
        // A JSON text may hold what its schema does not speak of.
        if (format != PayloadFormat.JSON) {
            match.compare();
        }
        return match.findings;
    }

    private void compare() {
        Set<String> parents = new HashSet<>();
        declared.forEach(field -> parents.add(parent(field.path())));
        Set<String> passedOver = new HashSet<>();
        for (Field field : declared) {
            String parent = parent(field.path());
            boolean open = !parents.contains(field.path()) && field.kind() == ValueKind.OBJECT;
            Field there = given.get(field.path());
            if (passedOver.contains(parent)) {
                passedOver.add(field.path());
            } else if (there == null) {
                passedOver.add(field.path());
                findings.add(missing(field));
            } else if (!open && !isReadable(there.kind(), field.kind())) {
                passedOver.add(field.path());
                findings.add(otherKind(field, there));
            }
        }
    }

    /** Whether stored values of one kind can be given as another one. */
    private static boolean isReadable(ValueKind stored, ValueKind declared) {
        return stored == declared
                || declared == ValueKind.ANY
                || (stored == ValueKind.INTEGER && declared == ValueKind.NUMBER)
                || (stored == ValueKind.INTEGER && declared == ValueKind.DECIMAL);
    }

    private Finding missing(Field field) {
        String parent = parent(field.path());
        List<String> siblings = given.keySet().stream()
                .filter(path -> parent(path).equals(parent) && !path.endsWith(ITEM))
                .sorted()
                .toList();
        Optional<String> nearest = NearestName.of(field.path(), siblings);
        return new Finding(
                Rule.CONTRACT_SCHEMA_PROPERTY,
                places.of(field.path()),
                "The schema has no property " + Findings.quoted(field.path()) + ".",
                nearest.map(name -> "Did you mean " + Findings.quoted(name) + "?")
                        .orElse("Name it as the schema does, or take it out of the contract."));
    }

    private Finding otherKind(Field field, Field there) {
        return new Finding(
                Rule.CONTRACT_SCHEMA_PROPERTY,
                places.of(field.path()),
                "The property " + Findings.quoted(field.path()) + " is " + kindName(field.kind())
                        + " in the contract and " + kindName(there.kind()) + " in the schema.",
                "Declare it as the schema has it: " + advice(there.kind()) + ".");
    }

    private static String kindName(ValueKind kind) {
        return kind == ValueKind.ANY ? "a map or union" : kind.kindName();
    }

    private static String advice(ValueKind kind) {
        return switch (kind) {
            case ANY -> "\"logicalType: object\" without properties";
            case DECIMAL -> "\"logicalType: number\" with \"physicalType: decimal\"";
            case BYTES -> "\"logicalType: string\" with logicalTypeOptions \"format: binary\"";
            default -> "\"logicalType: " + kind.kindName() + "\"";
        };
    }

    /** What a property or item is in; empty for the record itself. */
    private static String parent(String path) {
        return path.endsWith(ITEM) ? path.substring(0, path.length() - ITEM.length()) : RecordType.parent(path);
    }
}
