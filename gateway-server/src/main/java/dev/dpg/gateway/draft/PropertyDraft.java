package dev.dpg.gateway.draft;

import dev.dpg.gateway.product.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A property as the contract will have it.
 *
 * @param name as in the record; empty for the items of an array
 * @param type what its values are
 * @param required whether every sampled record has it, as far as what it is in is there
 * @param properties those of an object; none where anything may be in it
 * @param item what each item of an array is
 * @param remarks what else is said of it
 */
record PropertyDraft(
        String name,
        Form type,
        boolean required,
        List<PropertyDraft> properties,
        Optional<PropertyDraft> item,
        Remarks remarks) {
    PropertyDraft {
        properties = List.copyOf(properties);
    }

    /** A value that nothing is in. */
    static PropertyDraft single(String name, Form type, boolean required, Remarks remarks) {
        return new PropertyDraft(name, type, required, List.of(), Optional.empty(), remarks);
    }

    /**
     * What values are.
     *
     * @param logical the logical type
     * @param physical the physical type; empty where it says nothing more
     * @param format {@code logicalTypeOptions.format}; empty without one
     */
    record Form(FieldType logical, String physical, String format) {
        /** Whatever JSON can say: an object without properties. */
        static final Form ANY = new Form(FieldType.OBJECT, "", "");

        /** A logical type of which nothing more is known. */
        static Form of(FieldType logical) {
            return new Form(logical, "", "");
        }
    }

    /**
     * What else is said of a property.
     *
     * @param description a sentence for readers; empty where only its author knows one
     * @param comment a sentence for its author; empty without one
     * @param personal what it is probably about people
     * @param keyPosition its position in the primary key, from 1; 0 outside of it
     */
    record Remarks(String description, String comment, Optional<PersonalData> personal, int keyPosition) {
        static final Remarks NONE = new Remarks("", "", Optional.empty(), 0);
    }

    /** The same, in the primary key. */
    PropertyDraft inPrimaryKey(int position) {
        Remarks keyed = new Remarks(remarks.description(), remarks.comment(), remarks.personal(), position);
        return new PropertyDraft(name, type, true, properties, item, keyed);
    }

    /** The same with these properties. */
    PropertyDraft withProperties(List<PropertyDraft> others) {
        return new PropertyDraft(name, type, required, others, item, remarks);
    }

    /** The same, required only if it is in every record, here and in all that it is in. */
    static List<PropertyDraft> withPrimaryKey(List<PropertyDraft> properties, List<String> paths) {
        List<PropertyDraft> keyed = properties;
        for (int i = 0; i < paths.size(); i++) {
            keyed = marked(keyed, List.of(paths.get(i).split("\\.")), i + 1);
        }
        return keyed;
    }

    private static List<PropertyDraft> marked(List<PropertyDraft> properties, List<String> names, int position) {
        return properties.stream()
                .map(property -> {
                    if (!property.name().equals(names.get(0))) {
                        return property;
                    }
                    return names.size() == 1
                            ? property.inPrimaryKey(position)
                            : property.withProperties(
                                    marked(property.properties(), names.subList(1, names.size()), position));
                })
                .toList();
    }

    /** Paths of all properties with a single value that is outside of arrays, which alone can be keys. */
    static List<String> keyable(List<PropertyDraft> properties) {
        List<String> paths = new ArrayList<>();
        keyable(properties, "", paths);
        return paths;
    }

    private static void keyable(List<PropertyDraft> properties, String prefix, List<String> paths) {
        IntStream.range(0, properties.size()).forEach(i -> {
            PropertyDraft property = properties.get(i);
            switch (property.type().logical()) {
                case OBJECT -> keyable(property.properties(), prefix + property.name() + ".", paths);
                case ARRAY -> {}
                default -> paths.add(prefix + property.name());
            }
        });
    }
}
