package dev.dpg.gateway.descriptor;

import dev.dpg.gateway.product.ProtoName;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of what one message holds: fields, the types nested in it, and the one-element oneofs that tell an absent value
 * from a default one. All of them share one scope. Who has the smaller number chooses first, both for its field and its type, so
 * that names stay when a contract grows; who finds a name taken adds its number, again where that is taken too. Pure.
 */
final class MemberNames {
    /** What protoc calls a class that it puts into each message. */
    private static final String OF_JAVA = "Builder";

    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> takenInJson = new HashSet<>();

    /**
     * @param type what the message holds
     * @param enclosing names of the messages around it and of itself: a class in Java may not have that of one around it
     */
    MemberNames(RecordType type, Set<String> enclosing) {
        List<Property> byNumber = type.properties().stream()
                .sorted(Comparator.comparingInt(Property::number))
                .toList();
        for (Property property : byNumber) {
            chooseField(property);
            if (hasType(property)) {
                chooseType(property, enclosing);
            }
        }
    }

    /** The field of a property. */
    String field(Property property) {
        return known(fields, property);
    }

    /** The type that is nested for a property. */
    String type(Property property) {
        return known(types, property);
    }

    /** The oneof of a field that may be absent. protoc names them like this. */
    String oneof(String field) {
        StringBuilder name = new StringBuilder(field.startsWith("_") ? "" : "_").append(field);
        while (!taken.add(name.toString())) {
            name.insert(0, 'X');
        }
        return name.toString();
    }

    private void chooseField(Property property) {
        String name = ProtoName.field(property.name());
        while (taken.contains(name) || takenInJson.contains(ProtoName.defaultJson(name))) {
            name += "_" + property.number();
        }
        taken.add(name);
        takenInJson.add(ProtoName.defaultJson(name));
        fields.put(property.name(), name);
    }

    private void chooseType(Property property, Set<String> enclosing) {
        String name = ProtoName.type(property.name());
        while (taken.contains(name) || enclosing.contains(name) || name.equals(OF_JAVA)) {
            name += "_" + property.number();
        }
        taken.add(name);
        types.put(property.name(), name);
    }

    /** Whether a property needs a type of its own: an object, a list of objects, a list of lists. */
    private static boolean hasType(Property property) {
        ValueType type = property.type();
        return type instanceof ValueType.Structure
                || (type instanceof ValueType.Items items && !(items.item() instanceof ValueType.Single));
    }

    private static String known(Map<String, String> names, Property property) {
        return Optional.ofNullable(names.get(property.name()))
                .orElseThrow(() -> new IllegalArgumentException("no name for " + property.path()));
    }
}
