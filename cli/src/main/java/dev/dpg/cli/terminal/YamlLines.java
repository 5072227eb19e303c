package dev.dpg.cli.terminal;

import java.util.List;
import java.util.regex.Pattern;

/** Entries as YAML 1.2 in block style; texts that could be taken for something else are in double quotes. Pure. */
final class YamlLines {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Pattern WORD_WITH_MEANING =
            Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|nan|inf|[0-9a-f]*e[0-9]+");

    private YamlLines() {}

    /** A document that is a list of entries. */
    static String list(List<Fields> entries) {
        StringBuilder text = new StringBuilder();
        items(text, "", entries);
        return entries.isEmpty() ? "[]\n" : text.toString();
    }

    /** A document that is one entry. */
    static String one(Fields entry) {
        StringBuilder text = new StringBuilder();
        map(text, "", "", entry);
        return text.toString();
    }

    /** The first line begins with {@code lead}, the others with the margin. */
    private static void map(StringBuilder text, String lead, String margin, Fields entry) {
        String begin = lead;
        for (String name : entry.names()) {
            text.append(begin).append(name).append(':');
            begin = margin;
            Object value = entry.value(name);
            if (value instanceof List<?> list && !list.isEmpty()) {
                text.append('\n');
                items(text, margin + "  ", list);
            } else {
                text.append(' ').append(scalar(value)).append('\n');
            }
        }
        if (entry.names().isEmpty()) {
            text.append(lead).append("{}\n");
        }
    }

    private static void items(StringBuilder text, String margin, List<?> items) {
        for (Object item : items) {
            if (item instanceof Fields fields) {
                map(text, margin + "- ", margin + "  ", fields);
            } else {
                text.append(margin).append("- ").append(scalar(item)).append('\n');
            }
        }
    }

    private static String scalar(Object value) {
        if (!(value instanceof String text)) {
            return value instanceof List<?> ? "[]" : value.toString();
        }
        if (PLAIN.matcher(text).matches() && !WORD_WITH_MEANING.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder();
        JsonText.appendString(quoted, text);
        return quoted.toString();
    }
}
