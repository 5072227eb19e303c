package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.YamlNode.Mapping;
import dev.dpg.gateway.contract.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A map with these keys and no others.
 *
 * @param keys what may be under each
 * @param required keys that have to be there
 * @param open whether other keys are allowed all the same
 * @param variant what the map has to be besides, as its own content says; its keys are allowed too
 */
record MapShape(
        Map<String, Shape> keys, List<String> required, boolean open, Function<Mapping, Optional<MapShape>> variant)
        implements Shape {
    static final MapShape EMPTY = new MapShape(Map.of(), List.of(), false, map -> Optional.empty());

    MapShape {
        keys = new LinkedHashMap<>(keys);
        required = List.copyOf(required);
    }

    /** With keys of one shape. */
    MapShape with(Shape shape, String... names) {
        Map<String, Shape> more = new LinkedHashMap<>(keys);
        for (String name : names) {
            more.put(name, shape);
        }
        return new MapShape(more, required, open, variant);
    }

    /** With all that another one has. */
    MapShape with(MapShape other) {
        Map<String, Shape> more = new LinkedHashMap<>(keys);
        more.putAll(other.keys);
        List<String> all = new ArrayList<>(required);
        all.addAll(other.required);
        return new MapShape(more, all, open || other.open, variant);
    }

    /** With keys that have to be there. */
    MapShape requiring(String... names) {
        List<String> more = new ArrayList<>(required);
        more.addAll(List.of(names));
        return new MapShape(keys, more, open, variant);
    }

    /** With any other keys. */
    MapShape opened() {
        return new MapShape(keys, required, true, variant);
    }

    /** With what its own content asks for. */
    MapShape varying(Function<Mapping, Optional<MapShape>> by) {
        return new MapShape(keys, required, open, by);
    }

    /** The text under a key of a map; empty where there is none. */
    static Optional<String> text(Mapping map, String key) {
        YamlNode.Entry entry = map.entries().get(key);
        return entry != null && entry.value() instanceof Scalar scalar && scalar.kind() == YamlNode.Kind.TEXT
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    @Override
    public void check(YamlNode node, String path, ShapeFindings found) {
        if (!(node instanceof Mapping map)) {
            found.wrongKind(node, path, "a map");
            return;
        }
        MapShape whole = variant.apply(map).map(this::with).orElse(this);
        whole.required.stream()
                .filter(key -> !map.entries().containsKey(key))
                .forEach(key -> found.missing(map, path(path, key), key));
        map.entries().forEach((key, entry) -> {
            Shape shape = whole.keys.get(key);
            if (shape != null) {
                shape.check(entry.value(), path(path, key), found);
            } else if (!whole.open) {
                found.unknownKey(entry.key(), path, whole.keys.keySet());
            }
        });
    }

    private static String path(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
