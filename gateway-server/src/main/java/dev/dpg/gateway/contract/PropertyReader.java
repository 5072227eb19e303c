package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.ProtoName;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the properties of a schema entry, nested ones included. The depth is bounded by that of the document. */
final class PropertyReader {
    private static final List<String> TYPES =
            Arrays.stream(FieldType.values()).map(FieldType::standardName).toList();
    /** What protobuf and CEL take as a name. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Dots and brackets are what paths are made with. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[.\\[\\]\\p{Cntrl}]|^\\s|\\s$");

    /** Formats of a string (ODCS v3.1, logicalTypeOptions) whose content is bytes. */
    private static final List<String> BINARY_FORMATS = List.of("binary", "byte");
    /** Physical types whose digits are exact. */
    private static final Pattern DECIMAL = Pattern.compile("^(?i:decimal|numeric)\\b");

    /** Of a path, in characters: it is told again with each property that is within, and with each change of one. */
    private static final int PATH_MAX = 1_000;

    private static final String PROPERTIES = "properties";
    private static final String ITEMS = "items";

    private final Findings findings;
    private final List<Field> fields = new ArrayList<>();
    private final List<KeyPart> primaryKey = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    PropertyReader(Findings findings) {
        this.findings = findings;
    }

    PropertyTable read(Section schemaEntry) {
        if (schemaEntry.isEmpty(PROPERTIES)) {
            findings.add(
                    Rule.CONTRACT_PROPERTIES,
                    schemaEntry.place(PROPERTIES),
                    "The schema entry has no properties: readers cannot know what a record holds.",
                    "List them under properties, each with name, logicalType and description.");
        }
        properties(schemaEntry, "");
        List<String> key = primaryKey.stream()
                .sorted(Comparator.comparingInt(KeyPart::position))
                .map(KeyPart::path)
                .toList();
        return new PropertyTable(fields, key, places);
    }

    private void properties(Section parent, String prefix) {
        Map<String, Place> seen = new HashMap<>();
        Map<String, Text> typed = new HashMap<>();
        for (Section property : parent.sections(PROPERTIES)) {
            Optional<Text> name = name(property);
            name.ifPresent(text -> refuseDuplicate(text, seen));
            name.ifPresent(text -> refuseSharedTypedName(text, typed));
            property(property, prefix + name.map(Text::value).orElse("?"));
        }
    }

    private Optional<Text> name(Section property) {
        Optional<Text> name =
                property.text("name", Rule.PROPERTY_NAME, "Name the property as it is named in the record.");
        name.filter(text -> AMBIGUOUS.matcher(text.value()).find())
                .ifPresent(text -> findings.add(
                        Rule.PROPERTY_NAME,
                        text.place(),
                        "The property name " + Findings.quoted(text.value())
                                + " holds a dot, a bracket, a control character, or blanks at an end.",
                        "Nest it with logicalType object or array where it is nested; else rename it."));
        name.filter(text -> !AMBIGUOUS.matcher(text.value()).find()
                        && !IDENTIFIER.matcher(text.value()).matches())
                .ifPresent(text -> findings.add(
                        Rule.PROPERTY_NAMING,
                        text.place(),
                        "The property name " + Findings.quoted(text.value()) + " is no identifier.",
                        "Use letters, digits and \"_\", and begin with a letter, so that filters and typed messages can"
                                + " name it as it is."));
        return name;
    }

    private void refuseDuplicate(Text name, Map<String, Place> seen) {
        Place first = seen.putIfAbsent(name.value(), name.place());
        if (first != null) {
            findings.add(
                    Rule.PROPERTY_DUPLICATE,
                    name.place(),
                    "The property " + Findings.quoted(name.value())
                            + " stands here a second time; the first is in line " + first.line() + ".",
                    "Keep one of them.");
        }
    }

    /** Both would be one field of the product's own message type, whose names are plainer than a contract's. */
    private void refuseSharedTypedName(Text name, Map<String, Text> seen) {
        String typed = ProtoName.field(name.value());
        Text first = seen.putIfAbsent(typed, name);
        if (first != null && !first.value().equals(name.value())) {
            findings.add(
                    Rule.PROPERTY_TYPED_NAME,
                    name.place(),
                    "The properties " + Findings.quoted(first.value()) + " and " + Findings.quoted(name.value())
                            + " have the same name in the product's typed service, " + Findings.quoted(typed) + ".",
                    "Rename one of them: letters, digits and underscores are what such names keep.");
        }
    }

    /** A property, or what each item of an array is. */
    private void property(Section property, String path) {
        if (path.length() > PATH_MAX) {
            findings.add(
                    Rule.PROPERTY_NAME,
                    property.place("name"),
                    "The property's path has more than " + PATH_MAX + " characters.",
                    "Give it, or what it is within, a shorter name.");
            return;
        }
        PersonalData.check(property, path, findings);
        places.putIfAbsent(path, property.place("logicalType"));
        boolean required = property.flag("required");
        String description = property.text("description").map(Text::value).orElse("");
        Optional<FieldType> type = type(property);
        type.map(known -> new Field(path, known, kind(property, known), required, description, 0))
                .ifPresent(field -> fields.add(guarded(field, property)));
        if (property.flag("primaryKey")) {
            keyPart(property, path, required);
        }
        type.ifPresent(known -> nested(property, path, known));
    }

    private Field guarded(Field field, Section property) {
        return field.guarded(
                property.text("classification").map(Text::value).orElse(""),
                MaskRules.read(property, field.path(), field.kind(), findings));
    }

    private Optional<FieldType> type(Section property) {
        Optional<Text> written =
                property.text("logicalType", Rule.PROPERTY_TYPE, "Write one of: " + String.join(", ", TYPES) + ".");
        return written.flatMap(text -> {
            Optional<FieldType> type = FieldType.ofStandardName(text.value());
            if (type.isEmpty()) {
                findings.notOneOf(Rule.PROPERTY_TYPE, text, "The logicalType", TYPES);
            }
            return type;
        });
    }

    /** What values are: the logical type, narrowed by what is said of their physical form. */
    private static ValueKind kind(Section property, FieldType type) {
        return switch (type) {
            case STRING ->
                property.section("logicalTypeOptions")
                        .flatMap(options -> options.text("format"))
                        .filter(format -> BINARY_FORMATS.contains(format.value()))
                        .map(format -> ValueKind.BYTES)
                        .orElse(ValueKind.STRING);
            case NUMBER ->
                property.text("physicalType")
                        .filter(physical -> DECIMAL.matcher(physical.value()).find())
                        .map(physical -> ValueKind.DECIMAL)
                        .orElse(ValueKind.NUMBER);
            default -> ValueKind.of(type);
        };
    }

    private void keyPart(Section property, String path, boolean required) {
        if (!required || path.contains("[]")) {
            findings.add(
                    Rule.CONTRACT_PRIMARY_KEY,
                    property.place("primaryKey"),
                    "A property of the primary key has to be in every record, exactly once; " + Findings.quoted(path)
                            + " need not be.",
                    "Write \"required: true\" beside it, or take it out of the key.");
        }
        primaryKey.add(new KeyPart(path, property.integer("primaryKeyPosition").orElse(Integer.MAX_VALUE)));
    }

    private void nested(Section property, String path, FieldType type) {
        if (type == FieldType.OBJECT) {
            properties(property, path + ".");
        } else {
            refuse(property, PROPERTIES, "Only an object has properties; this is of type " + type.standardName() + ".");
        }
        if (type == FieldType.ARRAY) {
            items(property, path);
        } else {
            refuse(property, ITEMS, "Only an array has items; this is of type " + type.standardName() + ".");
        }
    }

    private void items(Section property, String path) {
        if (property.isEmpty(ITEMS)) {
            findings.add(
                    Rule.PROPERTY_NESTING,
                    property.place(ITEMS),
                    "The array does not say what its items are.",
                    "Add items with a logicalType.");
        } else {
            property.section(ITEMS).ifPresent(item -> property(item, path + "[]"));
        }
    }

    private void refuse(Section property, String key, String message) {
        if (property.has(key)) {
            findings.add(
                    Rule.PROPERTY_NESTING, property.place(key), message, "Change the logicalType, or take them out.");
        }
    }

    private record KeyPart(String path, int position) {}
}
