package dev.dpg.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A document as maps, lists and single values, to be changed. */
final class Tree {
    /** Stands for null, which maps and lists of these tests do not hold. */
    static final Object NOTHING = new Object();

    private Tree() {}

    static Object of(String yaml) {
        Findings findings = new Findings();
        YamlNode node =
                YamlReader.read(Samples.document("tree", yaml), findings).orElseThrow();
        assertThat(findings.all()).isEmpty();
        return of(node);
    }

    private static Object of(YamlNode node) {
        if (node instanceof YamlNode.Mapping map) {
            Map<String, Object> tree = new LinkedHashMap<>();
            map.entries().forEach((key, entry) -> tree.put(key, of(entry.value())));
            return tree;
        }
        if (node instanceof YamlNode.Sequence list) {
            List<Object> tree = new ArrayList<>();
            list.items().forEach(item -> tree.add(of(item)));
            return tree;
        }
        YamlNode.Scalar scalar = (YamlNode.Scalar) node;
        return switch (scalar.kind()) {
            case TEXT -> scalar.text();
            case INTEGER -> new BigInteger(scalar.text());
            case NUMBER -> new BigDecimal(scalar.text());
            case BOOLEAN -> Boolean.valueOf(scalar.text());
            case NULL -> NOTHING;
        };
    }

    /** Tells every value of a tree as the path to it: keys and indexes. */
    static void each(Object tree, List<Object> path, BiConsumer<List<Object>, Object> told) {
        told.accept(path, tree);
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> each(value, with(path, key), told));
        } else if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                each(list.get(i), with(path, i), told);
            }
        }
    }

    /** A tree where what is at a path is another value; without it where that is null. */
    static Object replaced(Object tree, List<Object> path, @Nullable Object value) {
        if (path.isEmpty()) {
            return value == null ? NOTHING : value;
        }
        List<Object> rest = path.subList(1, path.size());
        if (tree instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>(map);
            if (rest.isEmpty() && value == null) {
                copy.remove(path.get(0));
            } else {
                copy.put(path.get(0), replaced(copy.getOrDefault(path.get(0), NOTHING), rest, value));
            }
            return copy;
        }
        List<Object> copy = new ArrayList<>((List<?>) tree);
        int index = (Integer) path.get(0);
        if (rest.isEmpty() && value == null) {
            copy.remove(index);
        } else {
            copy.set(index, replaced(copy.get(index), rest, value));
        }
        return copy;
    }

    /** What is at a path. */
    static Object at(Object tree, List<Object> path) {
        Object value = tree;
        for (Object step : path) {
            value = value instanceof Map<?, ?> map
                    ? Objects.requireNonNull(map.get(step))
                    : ((List<?>) value).get((Integer) step);
        }
        return value;
    }

    /** A path with one more step. */
    static List<Object> with(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
