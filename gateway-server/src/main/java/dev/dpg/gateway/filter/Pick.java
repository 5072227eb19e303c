package dev.dpg.gateway.filter;

import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of a value: all of it, or of an object some properties. Immutable. */
sealed interface Pick {
    /** All of a value. */
    static Pick all(ValueType type) {
        if (type instanceof ValueType.Structure structure) {
            return Properties.all(structure.type());
        }
        return type instanceof ValueType.Items items ? new Items(all(items.item())) : new Whole();
    }

    /** A single value, or a value of any shape with everything in it. */
    record Whole() implements Pick {}

    /**
     * A list.
     *
     * @param item what is kept of each item
     */
    record Items(Pick item) implements Pick {}

    /** Some properties of an object. */
    final class Properties implements Pick {
        private final @Nullable Pick[] byIndex;
        private final Map<String, Integer> indexes = new HashMap<>();

        private Properties(RecordType type) {
            byIndex = new Pick[type.properties().size()];
        }

        static Properties all(RecordType type) {
            Properties picked = new Properties(type);
            for (int i = 0; i < type.properties().size(); i++) {
                Property property = type.properties().get(i);
                picked.keep(i, property.name(), Pick.all(property.type()));
            }
            return picked;
        }

        /** The properties at these paths of names, each with everything in it; paths that lead nowhere are ignored. */
        static Properties of(RecordType type, List<List<String>> paths) {
            if (paths.stream().anyMatch(List::isEmpty)) {
                return all(type);
            }
            Properties picked = new Properties(type);
            for (int i = 0; i < type.properties().size(); i++) {
                Property property = type.properties().get(i);
                List<List<String>> within = paths.stream()
                        .filter(path -> path.get(0).equals(property.name()))
                        .map(path -> path.subList(1, path.size()))
                        .toList();
                if (!within.isEmpty()) {
                    picked.keep(
                            i,
                            property.name(),
                            property.type() instanceof ValueType.Structure nested
                                    ? of(nested.type(), within)
                                    : Pick.all(property.type()));
                }
            }
            return picked;
        }

        private void keep(int index, String name, Pick pick) {
            byIndex[index] = pick;
            indexes.put(name, index);
        }

        /** Declared properties, kept or not. */
        int size() {
            return byIndex.length;
        }

        /** What is kept of a property; null for nothing. */
        @Nullable
        Pick at(int index) {
            return byIndex[index];
        }

        /** The index of a kept property; null for any other. */
        @Nullable
        Integer indexOf(String name) {
            return indexes.get(name);
        }
    }
}
