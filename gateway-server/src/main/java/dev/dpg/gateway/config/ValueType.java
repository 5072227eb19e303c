package dev.dpg.gateway.config;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that a setting may have: how each is written, read and shown. */
enum ValueType {
    TEXT("text"),
    WHOLE_NUMBER("a whole number"),
    SIZE("a size such as 256 KiB or 4 MiB, or a number of bytes"),
    DURATION("a duration such as 250 ms, 10 s, 15 min or 2 h"),
    BOOLEAN("true or false"),
    PATH("a path"),
    TEXT_LIST("a list of texts"),
    PROPERTIES("keys with texts");

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,15})\\s*([A-Za-z]*)");
    private static final Map<String, Long> SIZE_UNITS =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
    private static final Map<String, Long> DURATION_UNITS_MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private final String expected;

    ValueType(String expected) {
        this.expected = expected;
    }

    /** For messages: what has to be written. */
    String expected() {
        return expected;
    }

    /**
     * The type of a record's component, {@link Optional} looked through; a whole number with {@code Bytes} in its name is
     * a size. Empty for what is no single value: a record, a mapping of records.
     */
    static Optional<ValueType> of(RecordComponent component, Class<?> type) {
        if (type == String.class) {
            return Optional.of(TEXT);
        }
        if (type == int.class || type == long.class) {
            return Optional.of(component.getName().contains("Bytes") ? SIZE : WHOLE_NUMBER);
        }
        if (type == Duration.class) {
            return Optional.of(DURATION);
        }
        if (type == boolean.class) {
            return Optional.of(BOOLEAN);
        }
        if (type == Path.class) {
            return Optional.of(PATH);
        }
        return type == List.class ? Optional.of(TEXT_LIST) : Optional.empty();
    }

    /**
     * Reads a single value.
     *
     * @return a String, Long, Duration, Boolean or Path; empty where the text is not of this type
     */
    Optional<Object> parse(String text, Origin origin) {
        String stripped = text.strip();
        return switch (this) {
            case TEXT -> Optional.of(text);
            case WHOLE_NUMBER ->
                stripped.matches("-?[0-9]{1,15}") ? Optional.of(Long.valueOf(stripped)) : Optional.empty();
            case SIZE -> quantity(stripped, SIZE_UNITS).map(bytes -> bytes);
            case DURATION -> quantity(stripped, DURATION_UNITS_MILLIS).map(Duration::ofMillis);
            case BOOLEAN ->
                switch (stripped) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                };
            case PATH ->
                stripped.isEmpty()
                        ? Optional.empty()
                        : Optional.of(origin.directory().resolve(stripped).normalize());
            case TEXT_LIST, PROPERTIES -> Optional.empty();
        };
    }

    /** A default as the documentation shows it. */
    String show(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(this::show).orElse("");
        }
        return switch (this) {
            case SIZE -> shortest(((Number) value).longValue(), List.of("GiB", "MiB", "KiB"), SIZE_UNITS, "B");
            case DURATION ->
                shortest(((Duration) value).toMillis(), List.of("h", "min", "s"), DURATION_UNITS_MILLIS, "ms");
            case TEXT_LIST -> ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining(", "));
            case PROPERTIES -> "";
            case TEXT, WHOLE_NUMBER, BOOLEAN, PATH -> String.valueOf(value);
        };
    }

    private static Optional<Long> quantity(String text, Map<String, Long> units) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Long factor = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
        long number = Long.parseLong(matcher.group(1));
        return factor == null || number > Long.MAX_VALUE / factor ? Optional.empty() : Optional.of(number * factor);
    }

    private static String shortest(long amount, List<String> names, Map<String, Long> units, String base) {
        for (String name : names) {
            long factor = units.getOrDefault(name.toLowerCase(Locale.ROOT), 1L);
            if (amount > 0 && amount % factor == 0) {
                return amount / factor + " " + name;
            }
        }
        return amount + " " + base;
    }
}
