package dev.dpg.client.internal.decode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text (RFC 8259) as maps, lists, texts, {@link BigDecimal}s, booleans and nulls. Of a property that stands twice the
 * last one counts. Not thread-safe.
 */
final class JsonTree {
    private static final int DEPTH_MAX = 256;
    /** Turning digits into a number takes time with the square of how many they are. */
    private static final int NUMBER_CHARACTERS_MAX = 1_000;

    private final String text;
    private int at;

    private JsonTree(String text) {
        this.text = text;
    }

    /** @throws JsonRecords.Unfit if it is none */
    static @Nullable Object read(String text) {
        JsonTree tree = new JsonTree(text);
        Object value = tree.value(0);
        tree.skipSpace();
        if (tree.at < text.length()) {
            throw tree.wrong();
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > DEPTH_MAX) {
            throw new JsonRecords.Unfit("the value is nested deeper than " + DEPTH_MAX + " levels");
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (accept('}')) {
            return properties;
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            require(':');
            properties.put(name, value(depth + 1));
            skipSpace();
        } while (accept(','));
        require('}');
        return properties;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        skipSpace();
        if (accept(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
            skipSpace();
        } while (accept(','));
        require(']');
        return items;
    }

    private String string() {
        require('"');
        StringBuilder content = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(at++);
            content.append(next == '\\' ? escaped() : next);
        }
        at++;
        return content.toString();
    }

    private char escaped() {
        char escape = peek();
        at++;
        int place = "\"\\/bfnrt".indexOf(escape);
        if (place >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(place);
        }
        if (escape != 'u' || at + 4 > text.length()) {
            throw wrong();
        }
        try {
            char unit = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return unit;
        } catch (NumberFormatException noHex) {
            throw wrong();
        }
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at - start > NUMBER_CHARACTERS_MAX) {
            throw new JsonRecords.Unfit(
                    "the value holds a number of more than " + NUMBER_CHARACTERS_MAX + " characters");
        }
        return decimal(text.substring(start, at)).orElseThrow(this::wrong);
    }

    /** A number of bearable length; empty for what is none. */
    static Optional<BigDecimal> decimal(String digits) {
        try {
            return digits.length() > NUMBER_CHARACTERS_MAX ? Optional.empty() : Optional.of(new BigDecimal(digits));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private boolean accept(char expected) {
        boolean there = at < text.length() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private void require(char expected) {
        if (!accept(expected)) {
            throw wrong();
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonRecords.Unfit wrong() {
        return new JsonRecords.Unfit("the value is no JSON text: it is wrong at character " + at);
    }
}
