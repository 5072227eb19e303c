package dev.dpg.gateway.draft;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON as a contract says, by other means than the gateway's own. */
final class JsonReading {
    private JsonReading() {}

    /** Where a record is not what the type says. */
    static List<String> misfits(String json, RecordType type) {
        List<String> misfits = new ArrayList<>();
        try (JsonParser parser = JsonShapes.parser(json.getBytes(StandardCharsets.UTF_8), 0)) {
            parser.nextToken();
            Object value = read(parser);
            object(value, type, "", misfits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return misfits;
    }

    private static void object(@Nullable Object value, RecordType type, String path, List<String> misfits) {
        if (!(value instanceof Map<?, ?> map)) {
            misfits.add(path + " is no object");
            return;
        }
        for (Property property : type.properties()) {
            Object inner = map.get(property.name());
            if (inner != null) {
                value(inner, property.type(), path + "/" + property.name(), misfits);
            } else if (property.required()) {
                misfits.add(path + "/" + property.name() + " is not there");
            }
        }
    }

    private static void value(Object value, ValueType type, String path, List<String> misfits) {
        if (type instanceof ValueType.Structure structure) {
            object(value, structure.type(), path, misfits);
        } else if (type instanceof ValueType.Items items) {
            if (value instanceof List<?> list) {
                list.forEach(item -> {
                    if (item != null) {
                        value(item, items.item(), path + "[]", misfits);
                    } else if (items.item().kind() != ValueKind.ANY) {
                        misfits.add(path + "[] is null");
                    }
                });
            } else {
                misfits.add(path + " is no array");
            }
        } else if (!single(value, type)) {
            misfits.add(path + " is not " + type.kind());
        }
    }

    private static boolean single(Object value, ValueType type) {
        return switch (type.kind()) {
            case BOOLEAN -> value instanceof Boolean;
            case INTEGER ->
                value instanceof Digits number && number.digits().matches("-?[0-9]{1,19}") && isLong(number);
            case NUMBER -> value instanceof Digits number && Double.isFinite(Double.parseDouble(number.digits()));
            case STRING -> value instanceof String;
            case DATE -> value instanceof String text && parses(() -> LocalDate.parse(text));
            case TIME -> value instanceof String text && parses(() -> LocalTime.parse(text));
            case TIMESTAMP -> value instanceof String text && parses(() -> OffsetDateTime.parse(text));
            case ANY -> true;
            case DECIMAL, BYTES, OBJECT, ARRAY -> false;
        };
    }

    private static boolean isLong(Digits number) {
        return parses(() -> Long.parseLong(number.digits()));
    }

    private static boolean parses(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (java.time.DateTimeException | NumberFormatException no) {
            return false;
        }
    }

    private record Digits(String digits) {}

    private static @Nullable Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, read(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
