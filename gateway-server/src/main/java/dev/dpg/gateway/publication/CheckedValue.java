package dev.dpg.gateway.publication;

import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place of a record with the rules that hold there.
 *
 * @param tallies the rules
 * @param properties of an object with declared properties
 * @param item of a list
 * @param opaque whether nothing in it is declared
 */
record CheckedValue(
        List<RuleTally> tallies, List<CheckedValue> properties, Optional<CheckedValue> item, boolean opaque) {
    /** The record itself. */
    static CheckedValue record(RecordType type, Map<String, List<RuleTally>> byPath) {
        return new CheckedValue(List.of(), properties(type, byPath), Optional.empty(), false);
    }

    private static List<CheckedValue> properties(RecordType type, Map<String, List<RuleTally>> byPath) {
        List<CheckedValue> properties = new ArrayList<>();
        type.properties().forEach(property -> properties.add(value(property.type(), property.path(), byPath)));
        return List.copyOf(properties);
    }

    private static CheckedValue value(ValueType type, String path, Map<String, List<RuleTally>> byPath) {
        List<RuleTally> tallies = byPath.getOrDefault(path, List.of());
        if (type instanceof ValueType.Structure structure) {
            return new CheckedValue(tallies, properties(structure.type(), byPath), Optional.empty(), false);
        }
        if (type instanceof ValueType.Items items) {
            return new CheckedValue(tallies, List.of(), Optional.of(value(items.item(), path + "[]", byPath)), false);
        }
        return new CheckedValue(tallies, List.of(), Optional.empty(), true);
    }
}
