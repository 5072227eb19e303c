package dev.dpg.gateway.draft;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes YAML 1.2 as people write it: block style, two blanks a level, texts without quotes where every reader of YAML, older
 * ones included, takes them for the same text, and in double quotes with escapes everywhere else. Not thread-safe.
 */
final class YamlText {
    private static final int COLUMNS = 118;
    /** Begins with a letter and goes on harmlessly: nothing that could be a key, a comment, a number or another line. */
    private static final Pattern PLAIN = Pattern.compile(
            "[A-Za-z_](?:[A-Za-z0-9_/.+=@-]|(?<! ) (?=[A-Za-z0-9_(])|[,;](?= [A-Za-z])|(?<=[a-z0-9])[()'])*");
    /** What YAML 1.1 or 1.2 takes for something else than a text. */
    private static final Pattern WORD_WITH_MEANING =
            Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|nan|inf|[0-9a-f]*e[0-9]+|_[0-9_]*");

    private final StringBuilder text = new StringBuilder();

    /** A comment, folded at blanks. */
    YamlText comment(int indent, String sentence) {
        StringBuilder line = new StringBuilder(margin(indent)).append('#');
        for (String word : oneLine(sentence).split(" ", -1)) {
            if (line.length() + 1 + word.length() > COLUMNS && line.length() > 2 * indent + 1) {
                text.append(line).append('\n');
                line.setLength(0);
                line.append(margin(indent)).append('#');
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
        return this;
    }

    /** A key with a text. */
    YamlText entry(int indent, String key, String value) {
        return raw(indent, key + ": " + scalar(value));
    }

    /** A key with a list of texts on its line. */
    YamlText texts(int indent, String key, List<String> values) {
        return raw(
                indent,
                key + ": ["
                        + String.join(
                                ", ", values.stream().map(YamlText::flowScalar).toList()) + "]");
    }

    /** A line as it is: a key with a number or a truth value, or one that opens a list or map. */
    YamlText raw(int indent, String line) {
        text.append(margin(indent)).append(line).append('\n');
        return this;
    }

    /** Whole lines that another one wrote. */
    YamlText lines(String written) {
        text.append(written);
        return this;
    }

    /** A text as a scalar that is nothing else. */
    static String scalar(String value) {
        return PLAIN.matcher(value).matches()
                        && !WORD_WITH_MEANING.matcher(value).matches()
                ? value
                : quoted(value);
    }

    private static String flowScalar(String value) {
        String scalar = scalar(value);
        return scalar.startsWith("\"") || !scalar.contains(",") ? scalar : quoted(value);
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(character -> append(quoted, character));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int character) {
        switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (isPrintable(character)) {
                    quoted.appendCodePoint(character);
                } else {
                    quoted.append(String.format(character > 0xFFFF ? "\\U%08X" : "\\u%04X", character));
                }
            }
        }
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String oneLine(String sentence) {
        StringBuilder line = new StringBuilder();
        sentence.codePoints().forEach(character -> line.appendCodePoint(isPrintable(character) ? character : ' '));
        return line.toString();
    }

    private static String margin(int indent) {
        return "  ".repeat(indent);
    }

    /** All that was written. */
    @Override
    public String toString() {
        return text.toString();
    }
}
