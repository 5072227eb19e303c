package dev.dpg.cli.terminal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One entry of an answer: named values in the order they are shown. A value is a text, a whole number, a truth value, a
 * list of texts, or a list of entries. The names are the same in every format, so each format shows the same fields.
 */
public final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a text. */
    public Fields with(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Adds a whole number. */
    public Fields with(String name, long value) {
        values.put(name, value);
        return this;
    }

    /** Adds a truth value. */
    public Fields with(String name, boolean value) {
        values.put(name, value);
        return this;
    }

    /** Adds a list of texts. */
    public Fields withTexts(String name, List<String> value) {
        values.put(name, List.copyOf(value));
        return this;
    }

    /** Adds a list of entries. */
    public Fields withEntries(String name, List<Fields> value) {
        values.put(name, List.copyOf(value));
        return this;
    }

    /** The names, in order. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** The value as people read it in one cell; empty where there is none. Lists are joined by commas. */
    public String cell(String name) {
        Object value = values.get(name);
        if (value == null) {
            return "";
        }
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : value.toString();
    }

    /** The value as a list of entries; empty where it is none. */
    public List<Fields> entries(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Fields.class::isInstance)
                        .map(Fields.class::cast)
                        .toList()
                : List.of();
    }

    /** The value itself: a text, a number, a truth value, or a list of texts or entries. */
    Object value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Appends this as a JSON object on one line. */
    public void appendJson(StringBuilder target) {
        String separator = "{";
        for (Map.Entry<String, Object> field : values.entrySet()) {
            target.append(separator);
            JsonText.appendString(target, field.getKey());
            target.append(':');
            appendJson(target, field.getValue());
            separator = ",";
        }
        target.append(values.isEmpty() ? "{}" : "}");
    }

    private static void appendJson(StringBuilder target, Object value) {
        if (value instanceof String text) {
            JsonText.appendString(target, text);
        } else if (value instanceof Fields fields) {
            fields.appendJson(target);
        } else if (value instanceof List<?> list) {
            target.append('[');
            for (int i = 0; i < list.size(); i++) {
                target.append(i == 0 ? "" : ",");
                appendJson(target, list.get(i));
            }
            target.append(']');
        } else {
            target.append(value);
        }
    }

    /** The JSON object. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        appendJson(text);
        return text.toString();
    }
}
