package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of a contract.
 *
 * @param fields in the contract's order, nested ones after their parent
 * @param primaryKey paths of the primary key's properties, in its order
 * @param places where each is declared, by its path
 * @param byPath the fields by their path
 */
record PropertyTable(
        List<Field> fields, List<String> primaryKey, Map<String, Place> places, Map<String, Field> byPath) {
    static final PropertyTable EMPTY = new PropertyTable(List.of(), List.of(), Map.of());

    PropertyTable(List<Field> fields, List<String> primaryKey, Map<String, Place> places) {
        this(fields, primaryKey, places, byPath(fields));
    }

    /** Of several with one path the first. */
    private static Map<String, Field> byPath(List<Field> fields) {
        Map<String, Field> byPath = new HashMap<>();
        fields.forEach(field -> byPath.putIfAbsent(field.path(), field));
        return byPath;
    }

    PropertyTable {
        places = Map.copyOf(places);
        byPath = Map.copyOf(byPath);
        fields = List.copyOf(fields);
        primaryKey = List.copyOf(primaryKey);
    }

    /** The property with this path. */
    Optional<Field> field(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** All paths. */
    List<String> paths() {
        return fields.stream().map(Field::path).toList();
    }
}
