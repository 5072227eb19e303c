package dev.dpg.gateway.draft;

import dev.dpg.gateway.draft.PropertyDraft.Form;
import dev.dpg.gateway.draft.PropertyDraft.Remarks;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes properties of those that a schema declares. Belongs to one draft. */
final class DeclaredProperties {
    private static final int DESCRIPTION_LENGTH_MAX = 500;
    private static final String ITEM = "[]";

    private final Map<String, List<Field>> children = new HashMap<>();
    private final Notes notes;
    private int left;

    /**
     * @param fields each parent before what is in it
     * @param propertiesMax properties at most, nested ones included
     */
    DeclaredProperties(List<Field> fields, int propertiesMax, Notes notes) {
        this.notes = notes;
        this.left = propertiesMax;
        fields.forEach(field -> children.computeIfAbsent(parent(field.path()), path -> new ArrayList<>())
                .add(field));
    }

    /** The properties of records. */
    List<PropertyDraft> properties() {
        return properties("", false);
    }

    private List<PropertyDraft> properties(String path, boolean address) {
        List<Field> inner = children.getOrDefault(path, List.of()).stream()
                .filter(field -> !field.path().endsWith(ITEM))
                .toList();
        List<Field> chosen = inner.stream().limit(left).toList();
        if (chosen.size() < inner.size()) {
            notes.add((path.isEmpty() ? "The schema has" : Notes.shown(path) + " has")
                    + " more properties than a draft holds; the first " + chosen.size()
                    + " are in it. Add what readers need.");
        }
        left -= chosen.size();
        return chosen.stream().map(field -> property(field, address)).toList();
    }

    private PropertyDraft property(Field field, boolean address) {
        String path = field.path();
        String name = path.endsWith(ITEM)
                ? ""
                : path.substring(
                        RecordType.parent(path).isEmpty()
                                ? 0
                                : RecordType.parent(path).length() + 1);
        boolean inAddress = address || PersonalData.isAddress(name);
        return new PropertyDraft(
                name,
                form(field.kind(), field.type()),
                field.required() && !name.isEmpty(),
                field.kind() == ValueKind.OBJECT ? properties(path, inAddress) : List.of(),
                field.kind() == ValueKind.ARRAY ? Optional.of(item(path, address)) : Optional.empty(),
                remarks(field, name, address));
    }

    private PropertyDraft item(String path, boolean address) {
        return children.getOrDefault(path, List.of()).stream()
                .filter(field -> field.path().equals(path + ITEM))
                .findFirst()
                .map(field -> property(field, address))
                .orElseGet(() -> PropertyDraft.single("", Form.ANY, false, Remarks.NONE));
    }

    private static Form form(ValueKind kind, FieldType type) {
        return switch (kind) {
            case ANY -> Form.ANY;
            case DECIMAL -> new Form(FieldType.NUMBER, "decimal", "");
            case BYTES -> new Form(FieldType.STRING, "", "binary");
            default -> Form.of(type);
        };
    }

    private Remarks remarks(Field field, String name, boolean address) {
        Optional<PersonalData> personal = isSingle(field.kind())
                ? PersonalData.byName(name.isEmpty() ? lastName(field.path()) : name, field.type())
                        .or(() -> Optional.of(PersonalData.ADDRESS)
                                .filter(data -> address && field.kind() == ValueKind.STRING))
                : Optional.empty();
        personal.ifPresent(data -> notes.of(PersonalData.note(data), field.path()));
        return new Remarks(description(field.description()), "", personal, 0);
    }

    private static boolean isSingle(ValueKind kind) {
        return kind != ValueKind.OBJECT && kind != ValueKind.ARRAY && kind != ValueKind.ANY && kind != ValueKind.BYTES;
    }

    /** One line, cut at a word. */
    private static String description(String written) {
        String line = written.replaceAll("\\s+", " ").strip();
        return line.length() <= DESCRIPTION_LENGTH_MAX
                ? line
                : line.substring(0, line.lastIndexOf(' ', DESCRIPTION_LENGTH_MAX) + 1)
                        .strip();
    }

    private static String lastName(String path) {
        String bare = path.replace(ITEM, "");
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    private static String parent(String path) {
        return path.endsWith(ITEM) ? path.substring(0, path.length() - ITEM.length()) : RecordType.parent(path);
    }
}
