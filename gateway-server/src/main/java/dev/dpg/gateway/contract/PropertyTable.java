package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Field;
import java.util.List;
import java.util.Optional;

/**
 * The properties of a contract.
 *
 * @param fields in the contract's order, nested ones after their parent
 * @param primaryKey paths of the primary key's properties, in its order
 */
record PropertyTable(List<Field> fields, List<String> primaryKey) {
    PropertyTable {
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
