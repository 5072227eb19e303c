package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of a contract.
 *
 * @param fields in the contract's order, nested ones after their parent
 * @param primaryKey paths of the primary key's properties, in its order
 * @param places where each is declared, by its path
 */
record PropertyTable(List<Field> fields, List<String> primaryKey, Map<String, Place> places) {
    static final PropertyTable EMPTY = new PropertyTable(List.of(), List.of(), Map.of());

    PropertyTable {
        places = Map.copyOf(places);
        fields = List.copyOf(fields);
        primaryKey = List.copyOf(primaryKey);
    }

    /** The property with this path. */
    Optional<Field> field(String path) {
        return fields.stream().filter(field -> field.path().equals(path)).findFirst();
    }

    /** All paths. */
    List<String> paths() {
        return fields.stream().map(Field::path).toList();
    }
}
