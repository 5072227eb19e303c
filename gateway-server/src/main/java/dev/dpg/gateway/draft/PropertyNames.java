package dev.dpg.gateway.draft;

import dev.dpg.gateway.product.ProtoName;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the names of properties tell. Pure. */
final class PropertyNames {
    private static final int LENGTH_MAX = 128;
    /** Paths are made with dots and brackets. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[.\\[\\]]|^\\s|\\s$");
    /** An address, a number, a UUID, a date: something that a key of data is, and a name is not. */
    private static final Pattern DATA = Pattern.compile(
            ".*@.*|[+-]?[0-9][0-9.,:_/ -]*|[0-9a-fA-F-]{24,}|(?=.*[0-9].*[0-9].*[0-9])[A-Z0-9-]{8,}|.{65,}");

    private static final Pattern TIME_WORDS =
            Pattern.compile("(?i).*(time|timestamp|date|_at|_ts|_ms|millis|epoch)|ts|.*(At|Ts|Ms)");

    private PropertyNames() {}

    /** Whether a contract can declare a property of this name. */
    static boolean canBeDeclared(String name) {
        return !name.isBlank()
                && name.length() <= LENGTH_MAX
                && !AMBIGUOUS.matcher(name).find()
                && name.codePoints().allMatch(PropertyNames::isWritable);
    }

    /** Whether it is rather a value than a name, as the keys of a map are. */
    static boolean looksLikeData(String name) {
        return DATA.matcher(name).matches();
    }

    /**
     * Passes names whose fields in the product's own message get names of their own, and of others the first. For one use, in
     * the order of the names.
     */
    static Predicate<String> withTypedNamesOfTheirOwn() {
        Set<String> fields = new HashSet<>();
        return name -> fields.add(ProtoName.field(name));
    }

    /** Whether it is called like a time. */
    static boolean looksLikeTime(String name) {
        return TIME_WORDS.matcher(name).matches();
    }

    private static boolean isWritable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
