package dev.dpg.gateway.catalog;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives properties their numbers in the product's own message type. Each object counts for itself. A number belongs to a path
 * and what its values are, for as long as the major line lives: a property that is moved within the contract keeps it, one that
 * is taken out leaves it unused and finds it again if it comes back, and one that becomes something else gets another. New ones
 * get the next numbers in the contract's order. Pure: the same versions in the same order give the same numbers.
 */
final class FieldNumbers {
    /** Bounds what a line remembers of properties that are gone. */
    static final int RETIRED_MAX = 10_000;

    /** Protocol Buffers keeps these for itself. */
    private static final int RESERVED_FIRST = 19_000;

    private static final int RESERVED_LAST = 19_999;

    private final Map<Meaning, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, Integer> highest = new HashMap<>();

    private record Meaning(String path, String shape) {}

    private FieldNumbers(List<Field> known, List<RetiredNumber> retired) {
        retired.forEach(gone -> remember(new Meaning(gone.path(), gone.shape()), gone.number()));
        Map<String, Field> byPath = byPath(known);
        known.stream()
                .filter(field -> field.number() > 0)
                .forEach(field -> remember(meaning(field, byPath), field.number()));
    }

    /**
     * A version with the numbers that its line gives it.
     *
     * @param port as its documents describe it; numbers in it do not count
     * @param published the line's published version
     * @throws ProblemException {@code CONTRACT_INCOMPATIBLE}: the line has lost too many properties
     */
    static PublishedPort numbered(PublishedPort port, Optional<PublishedPort> published) {
        return new FieldNumbers(
                        published.map(PublishedPort::fields).orElse(List.of()),
                        published.map(PublishedPort::retiredNumbers).orElse(List.of()))
                .applied(port);
    }

    /** A version that was stored before properties had numbers gets them in the contract's order; another one is as it was. */
    static PublishedPort completed(PublishedPort stored) {
        boolean complete = stored.fields().stream().allMatch(field -> field.number() > 0 || isItem(field));
        return complete ? stored : new FieldNumbers(stored.fields(), stored.retiredNumbers()).applied(stored);
    }

    private PublishedPort applied(PublishedPort port) {
        Map<String, Field> byPath = byPath(port.fields());
        List<Field> fields = new ArrayList<>();
        Map<Meaning, Integer> gone = new LinkedHashMap<>(numbers);
        for (Field field : port.fields()) {
            Meaning meaning = meaning(field, byPath);
            fields.add(field.numbered(isItem(field) ? 0 : number(meaning)));
            gone.remove(meaning);
        }
        if (gone.size() > RETIRED_MAX) {
            throw tooManyGone(port);
        }
        List<RetiredNumber> retired = gone.entrySet().stream()
                .map(one -> new RetiredNumber(one.getKey().path(), one.getKey().shape(), one.getValue()))
                .toList();
        return new PublishedPort(port.content().withFields(fields), port.lifecycle(), port.applyTime(), retired);
    }

    private int number(Meaning meaning) {
        Integer before = numbers.get(meaning);
        if (before != null) {
            return before;
        }
        int next = highest.getOrDefault(RecordType.parent(meaning.path()), 0) + 1;
        int free = next >= RESERVED_FIRST && next <= RESERVED_LAST ? RESERVED_LAST + 1 : next;
        remember(meaning, free);
        return free;
    }

    private void remember(Meaning meaning, int number) {
        numbers.put(meaning, number);
        highest.merge(RecordType.parent(meaning.path()), number, Math::max);
    }

    private static Meaning meaning(Field field, Map<String, Field> byPath) {
        return new Meaning(field.path(), shape(field, byPath));
    }

    /** What decides the type of a property's values on the wire. */
    private static String shape(Field field, Map<String, Field> byPath) {
        return switch (field.kind()) {
            case ARRAY -> {
                Field item = byPath.get(field.path() + "[]");
                yield "array of " + (item == null ? ValueKind.ANY.kindName() : shape(item, byPath));
            }
            case OBJECT -> (hasProperties(field, byPath) ? ValueKind.OBJECT : ValueKind.ANY).kindName();
            default -> field.kind().kindName();
        };
    }

    private static boolean hasProperties(Field object, Map<String, Field> byPath) {
        return byPath.containsKey(childOf(object.path()));
    }

    /** Stands in the map for the children of an object, whatever they are called: no property has an empty name. */
    private static String childOf(String path) {
        return path + ".";
    }

    private static Map<String, Field> byPath(List<Field> fields) {
        Map<String, Field> byPath = new HashMap<>();
        for (Field field : fields) {
            byPath.put(field.path(), field);
            if (!isItem(field)) {
                byPath.put(childOf(RecordType.parent(field.path())), field);
            }
        }
        return byPath;
    }

    private static boolean isItem(Field field) {
        return field.path().endsWith("[]");
    }

    private static ProblemException tooManyGone(PublishedPort port) {
        return Problem.of(
                        Reason.CONTRACT_INCOMPATIBLE,
                        "\"" + port.name() + "\" has lost more than " + RETIRED_MAX
                                + " properties over its versions; publish a new major version beside it")
                .with("product", port.name().toString())
                .asException();
    }
}
