package dev.dpg.gateway.product;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an object of a record is made of: the flat list of a contract's fields as a tree.
 *
 * @param properties in the contract's order
 */
public record RecordType(List<Property> properties) {
    public RecordType {
        properties = List.copyOf(properties);
    }

    /**
     * A property of an object.
     *
     * @param name as in the record, verbatim
     * @param path its whole dotted path
     * @param number as in {@link Field#number}
     * @param required whether every record has it
     * @param type what its values are
     */
    public record Property(String name, String path, int number, boolean required, ValueType type) {}

    /** What a value is. */
    public sealed interface ValueType {
        /** The kind of value. */
        ValueKind kind();

        /** A single value, or {@link ValueKind#ANY}. */
        record Single(ValueKind kind) implements ValueType {}

        /** An object with declared properties. */
        record Structure(RecordType type) implements ValueType {
            @Override
            public ValueKind kind() {
                return ValueKind.OBJECT;
            }
        }

        /** A list of values of one type. */
        record Items(ValueType item) implements ValueType {
            @Override
            public ValueKind kind() {
                return ValueKind.ARRAY;
            }
        }
    }

    /** The tree of a contract's fields, whose order has each parent before what is in it. */
    public static RecordType of(List<Field> fields) {
        Map<String, Field> byPath = new LinkedHashMap<>();
        Map<String, List<Field>> children = new HashMap<>();
        for (Field field : fields) {
            byPath.put(field.path(), field);
            if (!field.path().endsWith("[]")) {
                children.computeIfAbsent(parent(field.path()), path -> new ArrayList<>())
                        .add(field);
            }
        }
        return type("", byPath, children);
    }

    /** What the values of each property are given as, by path: an object of which nothing is declared is {@link ValueKind#ANY}. */
    public static Map<String, ValueKind> kinds(List<Field> fields) {
        Set<String> parents = new HashSet<>();
        fields.forEach(field -> parents.add(parent(field.path())));
        Map<String, ValueKind> kinds = new HashMap<>();
        for (Field field : fields) {
            boolean open = field.kind() == ValueKind.OBJECT && !parents.contains(field.path());
            kinds.put(field.path(), open ? ValueKind.ANY : field.kind());
        }
        return kinds;
    }

    /** The property with this name. */
    public Optional<Property> property(String name) {
        return properties.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The path of the object that a property is in; empty for the record itself. */
    public static String parent(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }

    private static RecordType type(String path, Map<String, Field> byPath, Map<String, List<Field>> children) {
        return new RecordType(children.getOrDefault(path, List.of()).stream()
                .map(field -> new Property(
                        field.path().substring(path.isEmpty() ? 0 : path.length() + 1),
                        field.path(),
                        field.number(),
                        field.required(),
                        valueType(field.path(), field.kind(), byPath, children)))
                .toList());
    }

    private static ValueType valueType(
            String path, ValueKind kind, Map<String, Field> byPath, Map<String, List<Field>> children) {
        return switch (kind) {
            case OBJECT ->
                children.containsKey(path)
                        ? new ValueType.Structure(type(path, byPath, children))
                        : new ValueType.Single(ValueKind.ANY);
            case ARRAY -> {
                Field item = byPath.get(path + "[]");
                yield new ValueType.Items(
                        item == null
                                ? new ValueType.Single(ValueKind.ANY)
                                : valueType(item.path(), item.kind(), byPath, children));
            }
            default -> new ValueType.Single(kind);
        };
    }
}
