package dev.dpg.gateway.codec;

import dev.dpg.gateway.problem.NearestName;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which properties of a record are given. Two that give the same are equal, in whatever order they were asked for.
 *
 * @param paths sorted, none of them within another; empty for all properties
 */
public record Selection(List<String> paths) {
    /** Everything. */
    public static final Selection ALL = new Selection(List.of());

    private static final String ITEM = "[]";

    public Selection {
        paths = List.copyOf(paths);
    }

    /**
     * The selection of these paths, as they stand in a contract's fields; an object or list means all within it.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_FIELD_MASK} for a path that the type does not have
     */
    public static Selection of(List<String> wanted, RecordType type) {
        if (wanted.isEmpty()) {
            return ALL;
        }
        Set<String> known = new LinkedHashSet<>();
        collect(type, known);
        TreeSet<String> paths = new TreeSet<>();
        for (String path : wanted) {
            if (!known.contains(path)) {
                throw unknown(path, known);
            }
            paths.add(withoutItems(path));
        }
        return new Selection(paths.stream()
                .filter(path -> paths.stream().noneMatch(other -> isWithin(path, other)))
                .toList());
    }

    /** Whether a property is given with everything in it. */
    boolean hasWhole(String path) {
        return paths.isEmpty() || paths.contains(path);
    }

    /** Whether something within a property is given. */
    boolean hasPartOf(String path) {
        return paths.stream().anyMatch(selected -> isWithin(selected, path));
    }

    private static boolean isWithin(String path, String outer) {
        return path.length() > outer.length()
                && path.startsWith(outer)
                && (path.charAt(outer.length()) == '.' || path.charAt(outer.length()) == '[');
    }

    /** All items of a list are the list. */
    private static String withoutItems(String path) {
        String list = path;
        while (list.endsWith(ITEM)) {
            list = list.substring(0, list.length() - ITEM.length());
        }
        return list;
    }

    private static void collect(RecordType type, Set<String> paths) {
        for (RecordType.Property property : type.properties()) {
            collect(property.path(), property.type(), paths);
        }
    }

    private static void collect(String path, ValueType type, Set<String> paths) {
        paths.add(path);
        if (type instanceof ValueType.Structure structure) {
            collect(structure.type(), paths);
        } else if (type instanceof ValueType.Items items) {
            collect(path + ITEM, items.item(), paths);
        }
    }

    private static RuntimeException unknown(String path, Set<String> known) {
        String hint = NearestName.of(path, known)
                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                .orElse("; its properties are those of Product.fields");
        String sentence = "the product has no property \"" + path + "\"" + hint;
        return Problem.of(Reason.BAD_FIELD_MASK, "fields: " + sentence)
                .with("field", path)
                .with(new Problem.FieldViolation("fields", "", sentence))
                .asException();
    }
}
