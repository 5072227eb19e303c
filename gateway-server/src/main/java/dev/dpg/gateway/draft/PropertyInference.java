package dev.dpg.gateway.draft;

import dev.dpg.gateway.draft.PropertyDraft.Form;
import dev.dpg.gateway.draft.PropertyDraft.Remarks;
import dev.dpg.gateway.draft.TextTraits.Trait;
import dev.dpg.gateway.product.FieldType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes properties of what was counted. Whatever was seen in a place is read by the type that it gets: the narrowest that all
 * values have, and where there is none, anything. Belongs to one draft.
 */
final class PropertyInference {
    private static final Map<Trait, FieldType> TIMES =
            Map.of(Trait.TIMESTAMP, FieldType.TIMESTAMP, Trait.DATE, FieldType.DATE, Trait.TIME, FieldType.TIME);
    private static final List<Trait> FORMATS = List.of(Trait.UUID, Trait.EMAIL, Trait.URI, Trait.IPV4, Trait.IPV6);
    /** Texts of which so many in a hundred are times are probably meant to be. */
    private static final int NEARLY_ALL_PERCENT = 80;
    /** An object with so many names, which are there in fewer than one object in ten, is keyed by data. */
    private static final int MAP_NAMES_MIN = 50;

    private static final int MAP_RARE_ONE_IN = 10;

    private final Notes notes;
    private int left;

    /**
     * @param propertiesMax properties at most, nested ones included
     * @param notes takes what the author should look at
     */
    PropertyInference(int propertiesMax, Notes notes) {
        this.notes = notes;
        this.left = propertiesMax;
    }

    /** The properties of records. */
    List<PropertyDraft> of(Shape root) {
        return properties(root, "", false);
    }

    private List<PropertyDraft> properties(Shape object, String prefix, boolean address) {
        List<String> names = declarable(object, prefix);
        List<String> chosen = names;
        if (names.size() > left || (prefix.isEmpty() && object.unlisted > 0)) {
            Set<String> frequent = names.stream()
                    .sorted(Comparator.comparingLong((String name) -> -place(object, name).filled))
                    .limit(left)
                    .collect(Collectors.toSet());
            chosen = names.stream().filter(frequent::contains).toList();
            notes.add((prefix.isEmpty() ? "Records have" : Notes.shown(prefix) + " has")
                    + " more properties than a draft holds; the " + chosen.size()
                    + " most frequent ones are in it. Add what readers need.");
        }
        left -= chosen.size();
        List<PropertyDraft> properties = new ArrayList<>();
        for (String name : chosen) {
            Shape shape = place(object, name);
            boolean required = shape.filled == object.objects && !shape.repeated;
            if (shape.repeated) {
                notes.of("some objects have it twice; readers are told so by a decode error each", prefix + name);
            }
            properties.add(property(name, prefix + name, shape, required, address));
        }
        return properties;
    }

    private static Shape place(Shape object, String name) {
        return java.util.Objects.requireNonNull(object.properties.get(name), "a name that was seen");
    }

    private List<String> declarable(Shape object, String prefix) {
        List<String> names = object.properties.keySet().stream()
                .filter(PropertyNames::canBeDeclared)
                .filter(name -> !PropertyNames.looksLikeData(name))
                .filter(PropertyNames.withTypedNamesOfTheirOwn())
                .toList();
        int others = object.properties.size() - names.size();
        if (others > 0) {
            notes.add(
                    Notes.count(others, "property", "properties")
                            + (prefix.isEmpty() ? "" : " of " + Notes.shown(prefix))
                            + " cannot be declared and left out: names with dots, brackets, control characters or blanks at an end,"
                            + " very long ones, such that are rather data, and such that typed messages would call like another one. They are not repeated here.");
        }
        return names;
    }

    private PropertyDraft property(String name, String path, Shape shape, boolean required, boolean address) {
        if (shape.forms() == 1 && shape.objects > 0 && !isMap(shape)) {
            boolean inner = address || PersonalData.isAddress(name);
            return new PropertyDraft(
                    name,
                    Form.of(FieldType.OBJECT),
                    required,
                    properties(shape, path + ".", inner),
                    Optional.empty(),
                    Remarks.NONE);
        }
        if (shape.forms() == 1 && shape.arrays > 0) {
            PropertyDraft item = item(name, path + "[]", shape, address);
            return new PropertyDraft(
                    name, Form.of(FieldType.ARRAY), required, List.of(), Optional.of(item), Remarks.NONE);
        }
        Form type = single(shape, path);
        return PropertyDraft.single(name, type, required, remarks(name, path, type, shape, address));
    }

    private PropertyDraft item(String name, String path, Shape array, boolean address) {
        Shape items = array.items;
        if (items == null || items.values() == 0) {
            notes.of("all arrays are empty; say what their items are", path);
            return PropertyDraft.single("", Form.ANY, false, Remarks.NONE);
        }
        if (items.nulls > 0) {
            notes.of("items may be null, so anything is read", path);
            return PropertyDraft.single("", Form.ANY, false, Remarks.NONE);
        }
        PropertyDraft item = property(name, path, items, false, address);
        return new PropertyDraft("", item.type(), false, item.properties(), item.item(), item.remarks());
    }

    private static boolean isMap(Shape object) {
        int names = object.properties.size();
        long data = object.properties.keySet().stream()
                .filter(PropertyNames::looksLikeData)
                .count();
        long filled = object.properties.values().stream()
                .mapToLong(shape -> shape.filled)
                .sum();
        boolean rare = filled * MAP_RARE_ONE_IN < names * object.objects;
        return names == 0 || data * 2 >= names || (names >= MAP_NAMES_MIN && rare) || object.unlisted > 0;
    }

    private Form single(Shape shape, String path) {
        if (shape.values() == 0) {
            notes.of("was null wherever it was there; say what it is", path);
            return Form.ANY;
        }
        if (shape.forms() > 1) {
            notes.of("has values of several types, so anything is read", path);
            return Form.ANY;
        }
        if (shape.booleans > 0) {
            return Form.of(FieldType.BOOLEAN);
        }
        if (shape.allNumbers() > 0) {
            return number(shape, path);
        }
        if (shape.objects > 0) {
            if (!shape.properties.isEmpty() || shape.unlisted > 0) {
                notes.of("is keyed by data or nested too deep, so its properties are not declared", path);
            } else {
                notes.of("is an empty object everywhere; say what is in it", path);
            }
            return Form.ANY;
        }
        return text(shape, path);
    }

    private Form number(Shape shape, String path) {
        if (shape.hugeNumbers > 0) {
            notes.of("has numbers beyond 64 bits, so anything is read", path);
            return Form.ANY;
        }
        if (shape.largeIntegers > 0) {
            notes.of("has whole numbers beyond 64 bits; as a number they lose digits", path);
        }
        return shape.numbers + shape.largeIntegers > 0 ? Form.of(FieldType.NUMBER) : Form.of(FieldType.INTEGER);
    }

    private Form text(Shape shape, String path) {
        for (Map.Entry<Trait, FieldType> time : TIMES.entrySet()) {
            long count = shape.traits.count(time.getKey());
            if (count == shape.texts) {
                return new Form(time.getValue(), "string", "");
            }
            if (count * 100 >= shape.texts * NEARLY_ALL_PERCENT) {
                String what = time.getValue().standardName();
                notes.of("nearly all texts are a " + what + ", but not all; it stays text", path);
            }
        }
        return FORMATS.stream()
                .filter(trait -> shape.traits.count(trait) == shape.texts)
                .findFirst()
                .map(trait -> new Form(FieldType.STRING, "", trait.name().toLowerCase(Locale.ROOT)))
                .orElse(Form.of(FieldType.STRING));
    }

    private Remarks remarks(String name, String path, Form type, Shape shape, boolean address) {
        boolean millis = type.logical() == FieldType.INTEGER
                && shape.epochMillis == shape.integers
                && PropertyNames.looksLikeTime(name);
        if (millis) {
            notes.of("looks like milliseconds since 1970; it is an integer for readers", path);
        }
        Optional<PersonalData> personal =
                type.equals(Form.ANY) ? Optional.empty() : personal(name, type, shape, address);
        personal.ifPresent(data -> notes.of(PersonalData.note(data), path));
        return new Remarks(millis ? "Milliseconds since 1970-01-01T00:00:00Z." : "", "", personal, 0);
    }

    private static Optional<PersonalData> personal(String name, Form type, Shape shape, boolean address) {
        return PersonalData.byName(name, type.logical())
                .or(() -> PersonalData.byTexts(shape.traits, shape.texts))
                .or(() -> Optional.of(PersonalData.ADDRESS)
                        .filter(data -> address && type.logical() == FieldType.STRING));
    }
}
