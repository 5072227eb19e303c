package dev.dpg.gateway.draft;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Counts what JSON values are made of. Places are counted down to a depth, and so many of them in all; what is beyond is
 * remembered as a number only. Not thread-safe.
 */
final class JsonShapes {
    /** Levels of objects and arrays that get properties of their own. */
    static final int LEVELS_MAX = 8;
    /** Places at most, over all levels. */
    static final int PLACES_MAX = 20_000;
    /** The deepest nesting of a value that the gateway reads at all. */
    private static final int NESTING_MAX = 256;

    private static final long MILLIS_2001 = 978_307_200_000L;
    private static final long MILLIS_2100 = 4_102_444_800_000L;
    private static final int LARGE_DIGITS_MAX = 300;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Shape root = new Shape();
    private int places;
    private long objects;
    private boolean tooDeep;

    /** A parser of one value; the bytes are checked to be no other encoding than UTF-8, which the library would guess. */
    static JsonParser parser(byte[] bytes, int from) throws IOException {
        for (int i = from; i < Math.min(bytes.length, from + 4); i++) {
            if (bytes[i] == 0 || (bytes[i] & 0xFF) >= 0xEF) {
                throw new IOException("not UTF-8 JSON");
            }
        }
        return FACTORY.createParser(bytes, from, bytes.length - from);
    }

    /** Whether the bytes are one JSON object and nothing else. */
    static boolean isObject(byte[] bytes, int from) {
        return kind(bytes, from) == JsonToken.START_OBJECT;
    }

    /** What one JSON text begins with; null where the bytes are none. */
    static @org.jspecify.annotations.Nullable JsonToken kind(byte[] bytes, int from) {
        try (JsonParser parser = parser(bytes, from)) {
            JsonToken first = parser.nextToken();
            if (first != null && first.isStructStart()) {
                parser.skipChildren();
            } else if (first == JsonToken.VALUE_STRING) {
                parser.finishToken();
            }
            return first != null && parser.currentToken() != null && parser.nextToken() == null ? first : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    /** Counts one value, which {@link #isObject} accepted. */
    void add(byte[] bytes, int from) {
        try (JsonParser parser = parser(bytes, from)) {
            parser.nextToken();
            value(parser, root, 0);
        } catch (IOException e) {
            throw new IllegalArgumentException("the value was JSON a moment ago", e);
        }
    }

    /** What was counted. */
    Shape root() {
        return root;
    }

    /** Whether a value was nested deeper than is counted. */
    boolean tooDeep() {
        return tooDeep;
    }

    private void value(JsonParser parser, Shape shape, int level) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, shape, level);
            case START_ARRAY -> array(parser, shape, level);
            case VALUE_STRING -> {
                shape.texts++;
                shape.traits.add(parser.getText());
            }
            case VALUE_NUMBER_INT -> integer(parser, shape);
            case VALUE_NUMBER_FLOAT -> number(parser.getText(), shape);
            case VALUE_TRUE, VALUE_FALSE -> shape.booleans++;
            default -> shape.nulls++;
        }
    }

    private void object(JsonParser parser, Shape shape, int level) throws IOException {
        shape.objects++;
        long number = objects++;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            Shape place = level < LEVELS_MAX ? place(shape, name) : null;
            if (place == null) {
                shape.unlisted++;
                tooDeep |= level >= LEVELS_MAX;
                parser.skipChildren();
            } else {
                place.in(number, isNull);
                value(parser, place, level + 1);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Shape place(Shape shape, String name) {
        Shape known = shape.properties.get(name);
        if (known != null || places >= PLACES_MAX) {
            return known;
        }
        places++;
        Shape made = new Shape();
        shape.properties.put(name, made);
        return made;
    }

    private void array(JsonParser parser, Shape shape, int level) throws IOException {
        shape.arrays++;
        if (level >= LEVELS_MAX) {
            tooDeep = true;
            parser.skipChildren();
            return;
        }
        Shape items = shape.items;
        if (items == null) {
            items = new Shape();
            shape.items = items;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            value(parser, items, level + 1);
        }
    }

    private static void integer(JsonParser parser, Shape shape) throws IOException {
        String digits = parser.getText();
        if (digits.length() > LARGE_DIGITS_MAX) {
            shape.hugeNumbers++;
        } else if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            shape.largeIntegers++;
        } else {
            shape.integers++;
            long value = parser.getLongValue();
            shape.epochMillis += value >= MILLIS_2001 && value < MILLIS_2100 ? 1 : 0;
        }
    }

    private static void number(String digits, Shape shape) {
        if (digits.length() <= LARGE_DIGITS_MAX && Double.isFinite(Double.parseDouble(digits))) {
            shape.numbers++;
        } else {
            shape.hugeNumbers++;
        }
    }
}
