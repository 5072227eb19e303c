package dev.dpg.client.internal.decode;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a JSON value becomes for one component of a record. Thread-safe. */
interface JsonType {
    /**
     * Makes what a value becomes.
     *
     * @param where the component, for messages
     * @throws JsonRecords.Unfit if it cannot become that
     */
    @Nullable
    Object read(@Nullable Object value, String where);

    /** Of a number that is to be one without a fraction. */
    int EXPONENT_MAX = 1_000;

    /** What becomes of a number. */
    Map<Class<?>, Function<BigDecimal, Object>> NUMBERS = Map.ofEntries(
            Map.entry(byte.class, BigDecimal::byteValueExact),
            Map.entry(short.class, BigDecimal::shortValueExact),
            Map.entry(int.class, BigDecimal::intValueExact),
            Map.entry(long.class, BigDecimal::longValueExact),
            Map.entry(float.class, BigDecimal::floatValue),
            Map.entry(double.class, BigDecimal::doubleValue),
            Map.entry(Byte.class, BigDecimal::byteValueExact),
            Map.entry(Short.class, BigDecimal::shortValueExact),
            Map.entry(Integer.class, BigDecimal::intValueExact),
            Map.entry(Long.class, BigDecimal::longValueExact),
            Map.entry(Float.class, BigDecimal::floatValue),
            Map.entry(Double.class, BigDecimal::doubleValue),
            Map.entry(BigDecimal.class, number -> number),
            Map.entry(BigInteger.class, JsonType::integer));

    /** What becomes of a text. */
    Map<Class<?>, Function<String, Object>> TEXTS = Map.of(
            String.class, text -> text,
            CharSequence.class, text -> text,
            Instant.class, Instant::parse,
            OffsetDateTime.class, OffsetDateTime::parse,
            LocalDate.class, LocalDate::parse,
            LocalTime.class, LocalTime::parse,
            byte[].class, text -> Base64.getDecoder().decode(text));

    /**
     * How values of a type are made.
     *
     * @throws IllegalArgumentException if nothing in JSON becomes that
     */
    static JsonType of(Type type, String where, Map<Class<?>, JsonRecords> known) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, where, known);
        }
        if (!(type instanceof Class<?> plain)) {
            throw unknown(where, type);
        }
        if (NUMBERS.containsKey(plain)) {
            return new Single(plain, value -> number(plain, value));
        }
        if (TEXTS.containsKey(plain)) {
            return new Single(
                    plain,
                    value -> value instanceof String text ? TEXTS.get(plain).apply(text) : null);
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return new Single(plain, value -> value instanceof Boolean ? value : null);
        }
        if (plain.isEnum()) {
            return new Single(plain, value -> constant(plain, value));
        }
        if (plain.isRecord()) {
            JsonRecords reader = JsonRecords.of(plain, known);
            return (value, place) -> value == null ? null : reader.read(value, place);
        }
        if (plain == Object.class) {
            return (value, place) -> value;
        }
        throw unknown(where, type);
    }

    private static JsonType generic(ParameterizedType type, String where, Map<Class<?>, JsonRecords> known) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            JsonType within = of(arguments[0], where, known);
            return (value, place) -> Optional.ofNullable(value == null ? null : within.read(value, place));
        }
        if (type.getRawType() == List.class) {
            return new Items(of(arguments[0], where, known));
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return new Entries(of(arguments[1], where, known));
        }
        throw unknown(where, type);
    }

    private static @Nullable Object number(Class<?> type, Object value) {
        BigDecimal number =
                value instanceof String text ? JsonTree.decimal(text).orElse(null) : null;
        if (value instanceof BigDecimal plain) {
            number = plain;
        }
        Function<BigDecimal, Object> reader = NUMBERS.get(type);
        return number == null || reader == null ? null : reader.apply(number);
    }

    /** By its name, or by its name in upper case with underscores. */
    private static @Nullable Object constant(Class<?> type, Object value) {
        String name = value instanceof String text ? text : "";
        String upper = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return Arrays.stream(type.getEnumConstants())
                .map(Enum.class::cast)
                .filter(constant ->
                        constant.name().equals(name) || constant.name().equals(upper))
                .findFirst()
                .orElse(null);
    }

    /** A few characters like 1e999999999 would fill the memory with digits. */
    private static BigInteger integer(BigDecimal number) {
        if (Math.abs((long) number.scale()) > EXPONENT_MAX) {
            throw new ArithmeticException("too many digits");
        }
        return number.toBigIntegerExact();
    }

    private static IllegalArgumentException unknown(String where, Type type) {
        return new IllegalArgumentException(where + " is a " + type.getTypeName()
                + ", which no JSON value becomes; use a String, number, boolean, enum, Instant, LocalDate, LocalTime,"
                + " OffsetDateTime, byte[], record, Optional, List, Map of String, or Object");
    }

    /**
     * A single value.
     *
     * @param type its class
     * @param reader answers null for what it cannot read
     */
    record Single(Class<?> type, Function<Object, @Nullable Object> reader) implements JsonType {
        @Override
        public @Nullable Object read(@Nullable Object value, String where) {
            if (value == null) {
                if (type.isPrimitive()) {
                    throw new JsonRecords.Unfit(where + " is a " + type.getSimpleName()
                            + ", and the property is missing or null; use a class or an Optional where it may be");
                }
                return null;
            }
            try {
                Object read = reader.apply(value);
                if (read != null) {
                    return read;
                }
            } catch (ArithmeticException | DateTimeException | IllegalArgumentException unfit) {
                // told below, without what was read
            }
            throw new JsonRecords.Unfit(where + " is a " + type.getSimpleName() + ", and the property is not");
        }
    }

    /**
     * A list; none is an empty one.
     *
     * @param item what its items become
     */
    record Items(JsonType item) implements JsonType {
        @Override
        public Object read(@Nullable Object value, String where) {
            if (value == null) {
                return List.of();
            }
            if (!(value instanceof List<?> items)) {
                throw new JsonRecords.Unfit(where + " is a list, and the property is not");
            }
            List<@Nullable Object> read = new ArrayList<>(items.size());
            items.forEach(one -> read.add(item.read(one, where + "[]")));
            return Collections.unmodifiableList(read);
        }
    }

    /**
     * An object with any properties; none is an empty one.
     *
     * @param value what their values become
     */
    record Entries(JsonType value) implements JsonType {
        @Override
        public Object read(@Nullable Object object, String where) {
            if (object == null) {
                return Map.of();
            }
            if (!(object instanceof Map<?, ?> properties)) {
                throw new JsonRecords.Unfit(where + " is a map, and the property is no object");
            }
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            properties.forEach((name, one) -> read.put((String) name, value.read(one, where + "[]")));
            return Collections.unmodifiableMap(read);
        }
    }
}
