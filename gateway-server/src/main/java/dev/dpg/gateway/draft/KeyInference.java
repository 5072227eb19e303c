package dev.dpg.gateway.draft;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the properties whose values are the records' keys: one that equals the key, as text or JSON, in every record, or
 * where keys are JSON objects, one for each member. Belongs to one draft.
 */
final class KeyInference {
    private static final int KEY_PARTS_MAX = 8;

    private final Set<String> keyable;
    private long records;
    private long keyless;
    private long unreadable;
    private @Nullable Map<String, Set<String>> parts;

    /** @param keyable paths that can be keys */
    KeyInference(List<String> keyable) {
        this.keyable = new LinkedHashSet<>(keyable);
    }

    /**
     * Compares one record.
     *
     * @param value a JSON object, from {@code begin} on
     */
    void add(byte @Nullable [] key, byte[] value, int begin) {
        records++;
        if (key == null) {
            keyless++;
            return;
        }
        Optional<Map<String, String>> keyParts = keyParts(key);
        if (keyParts.isEmpty()) {
            unreadable++;
            return;
        }
        Map<String, String> values = singles(value, begin);
        Map<String, Set<String>> matching = new LinkedHashMap<>();
        keyParts.get().forEach((part, text) -> matching.put(part, paths(values, text)));
        narrow(matching);
    }

    private void narrow(Map<String, Set<String>> matching) {
        Map<String, Set<String>> sofar = parts;
        if (sofar == null) {
            parts = matching;
            return;
        }
        sofar.keySet().retainAll(matching.keySet());
        sofar.forEach((part, paths) -> paths.retainAll(matching.getOrDefault(part, Set.of())));
    }

    /** Paths of the properties that form the key, in its order; none where the records do not tell. */
    List<String> keyFields(Notes notes) {
        Map<String, Set<String>> found = parts;
        if (records == 0 || keyless == records) {
            notes.add("Records have no key, so there is no order between them and no kafkaKey.");
            return List.of();
        }
        if (keyless > 0) {
            notes.add(Notes.count(keyless, "record has", "records have") + " no key, so kafkaKey is left out.");
            return List.of();
        }
        if (unreadable > 0 || found == null || found.isEmpty()) {
            notes.add(
                    "Keys are neither text nor JSON, so kafkaKey is left out; name the property that they are made of.");
            return List.of();
        }
        List<String> key = new ArrayList<>();
        for (Map.Entry<String, Set<String>> part : found.entrySet()) {
            Optional<String> path = part.getValue().stream().min(likelihood(part.getKey()));
            if (path.isEmpty()) {
                notes.add(
                        "No property is equal to the key in all records, so kafkaKey is left out; name the property that"
                                + " it is made of.");
                return List.of();
            }
            key.add(path.get());
        }
        notes.add("kafkaKey is " + Notes.shown(String.join(", ", key)) + ": equal to the key in all "
                + Notes.count(records, "sampled record.", "sampled records."));
        return key;
    }

    /** The most probable first: of the same name as the key's part, called like an id, near the root, early. */
    private static Comparator<String> likelihood(String part) {
        return Comparator.comparing((String path) -> !path.equals(part))
                .thenComparing(path -> !path.matches("(?i).*(id|key|code|number|no)"))
                .thenComparing(path ->
                        path.chars().filter(character -> character == '.').count());
    }

    private Set<String> paths(Map<String, String> values, String text) {
        Set<String> paths = new LinkedHashSet<>();
        keyable.forEach(path -> {
            if (text.equals(values.get(path))) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** The texts that a key is made of by their names, a single one under no name; empty where it is neither text nor JSON. */
    private static Optional<Map<String, String>> keyParts(byte[] key) {
        JsonToken begin = JsonShapes.kind(key, 0);
        if (begin == JsonToken.START_OBJECT) {
            Map<String, String> parts = singles(key, 0);
            return Optional.of(parts).filter(some -> !some.isEmpty() && some.size() <= KEY_PARTS_MAX);
        }
        if (begin == JsonToken.VALUE_STRING) {
            return single(key);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            return text.isEmpty() ? Optional.empty() : Optional.of(Map.of("", text));
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, String>> single(byte[] key) {
        try (JsonParser parser = JsonShapes.parser(key, 0)) {
            parser.nextToken();
            return Optional.of(Map.of("", parser.getText()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The single values of an object and of the objects in it, by their paths. */
    private static Map<String, String> singles(byte[] json, int from) {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = JsonShapes.parser(json, from)) {
            parser.nextToken();
            singles(parser, "", 0, values);
        } catch (IOException e) {
            return Map.of();
        }
        return values;
    }

    private static void singles(JsonParser parser, String prefix, int level, Map<String, String> values)
            throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String path = prefix + name;
            JsonToken token = parser.nextToken();
            if (name.indexOf('.') >= 0) {
                parser.skipChildren(); // would pass for a property of an object
            } else if (token == JsonToken.START_OBJECT && level < JsonShapes.LEVELS_MAX) {
                singles(parser, path + ".", level + 1, values);
            } else if (token.isStructStart()) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                values.put(path, parser.getText());
            }
        }
    }
}
