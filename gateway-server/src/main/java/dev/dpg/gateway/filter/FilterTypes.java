package dev.dpg.gateway.filter;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A product's types as CEL's: each object is a type of its own, which knows its properties. Immutable. */
final class FilterTypes implements CelTypeProvider {
    private final ImmutableMap<String, CelType> objects;
    private final CelType value;

    FilterTypes(RecordType type) {
        Map<String, CelType> found = new HashMap<>();
        value = object("", type, found);
        objects = ImmutableMap.copyOf(found);
    }

    /** The type of the variable {@code value}. */
    CelType value() {
        return value;
    }

    /** The type of values of a kind that have nothing in them. */
    static CelType single(ValueKind kind) {
        return switch (kind) {
            case BOOLEAN -> SimpleType.BOOL;
            case INTEGER -> SimpleType.INT;
            case NUMBER, DECIMAL -> SimpleType.DOUBLE;
            case STRING, DATE, TIME -> SimpleType.STRING;
            case BYTES -> SimpleType.BYTES;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
            case OBJECT, ARRAY, ANY -> SimpleType.DYN;
        };
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return objects.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    /** Names are no identifiers, so that nothing in an expression is taken for one of them. */
    private static StructType object(String path, RecordType type, Map<String, CelType> found) {
        ImmutableMap.Builder<String, CelType> named = ImmutableMap.builder();
        for (Property property : type.properties()) {
            named.put(property.name(), of(property.path(), property.type(), found));
        }
        ImmutableMap<String, CelType> properties = named.buildKeepingLast();
        String name = path.isEmpty() ? "(value)" : "(value." + path + ")";
        StructType object =
                StructType.create(name, properties.keySet(), property -> Optional.ofNullable(properties.get(property)));
        found.put(name, object);
        return object;
    }

    private static CelType of(String path, ValueType type, Map<String, CelType> found) {
        if (type instanceof ValueType.Structure structure) {
            return object(path, structure.type(), found);
        }
        return type instanceof ValueType.Items items
                ? ListType.create(of(path + "[]", items.item(), found))
                : single(type.kind());
    }
}
