package dev.dpg.gateway.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One key of the configuration.
 *
 * @param path its segments; {@link #ANY_NAME} where a name of the operator's choice stands
 * @param type what its value is
 * @param defaultValue as shown to people; empty where there is none
 */
record SettingKey(List<String> path, ValueType type, String defaultValue) {
    /** Stands in a path for a name of the operator's choice. */
    static final String ANY_NAME = "<name>";

    private static final String PREFIX = "DPG_";

    SettingKey {
        path = List.copyOf(path);
    }

    /** The key as it is written in messages and documents: {@code listen.keep-alive.interval}. */
    String dotted() {
        return String.join(".", path);
    }

    /**
     * The environment variable that sets it: {@code DPG_LISTEN_KEEP_ALIVE_INTERVAL}. Empty where the environment can't
     * hold it, since the names of properties have dots.
     */
    Optional<String> environmentName() {
        return type == ValueType.PROPERTIES ? Optional.empty() : Optional.of(environmentName(path));
    }

    /** The path that a variable stands for, names filled in; empty where it is another key's. */
    Optional<List<String>> pathIn(String variable) {
        if (type == ValueType.PROPERTIES) {
            return Optional.empty();
        }
        String pattern = environmentName(path).replace(ANY_NAME.toUpperCase(Locale.ROOT), "([A-Z0-9_]+)");
        return filled(Pattern.compile(pattern).matcher(variable));
    }

    /** The path that a dotted key stands for, names filled in; empty where it is another one. */
    Optional<List<String>> pathOf(String dottedKey) {
        String pattern = Pattern.quote(dotted()).replace(ANY_NAME, "\\E([a-z0-9_]+)\\Q");
        return filled(Pattern.compile(pattern).matcher(dottedKey));
    }

    private Optional<List<String>> filled(Matcher matcher) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(path.stream()
                .map(segment -> segment.equals(ANY_NAME) ? matcher.group(1).toLowerCase(Locale.ROOT) : segment)
                .toList());
    }

    private static String environmentName(List<String> path) {
        return PREFIX + String.join("_", path).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
