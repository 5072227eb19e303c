package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.YamlNode.Kind;
import dev.dpg.gateway.contract.YamlNode.Mapping;
import dev.dpg.gateway.contract.YamlNode.Scalar;
import dev.dpg.gateway.contract.YamlNode.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * A map of a document, asked by key for what a rule needs. What is there but of another kind is a finding, and counts as
 * absent; so do empty texts and nulls, without one.
 */
final class Section {
    private final String file;
    private final String path;
    private final Mapping map;
    private final Findings findings;

    private Section(String file, String path, Mapping map, Findings findings) {
        this.file = file;
        this.path = path;
        this.map = map;
        this.findings = findings;
    }

    /** The root of a document; empty, with a finding, where it is not a map. */
    static Optional<Section> root(String file, YamlNode node, Findings findings) {
        if (node instanceof Mapping map) {
            return Optional.of(new Section(file, "", map, findings));
        }
        findings.add(
                Rule.DOCUMENT_NODE_KIND,
                new Place(file, node.line(), node.column(), ""),
                "The document has to be a map of keys and values; it is " + node.describe() + ".",
                "Begin it with \"apiVersion:\" and \"kind:\".");
        return Optional.empty();
    }

    /** Where this map begins. */
    Place place() {
        return new Place(file, map.line(), map.column(), path);
    }

    /** Where the key's value stands; where the map begins if it has no such key. */
    Place place(String key) {
        YamlNode.Entry entry = map.entries().get(key);
        YamlNode at = entry == null ? map : entry.value();
        return new Place(file, at.line(), at.column(), pathOf(key));
    }

    /** Whether the key has a value that says something: not null, not an empty text. */
    boolean has(String key) {
        return value(key).isPresent();
    }

    /** Whether the key is there and its value is null. */
    boolean isNull(String key) {
        YamlNode.Entry entry = map.entries().get(key);
        return entry != null && entry.value() instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }

    /** Whether the key says nothing, or holds a list or map without anything in it. */
    boolean isEmpty(String key) {
        return value(key)
                .map(node -> (node instanceof Sequence list && list.items().isEmpty())
                        || (node instanceof Mapping inner && inner.entries().isEmpty()))
                .orElse(true);
    }

    /** The text under a key. */
    Optional<Text> text(String key) {
        return value(key).flatMap(node -> textOf(node, pathOf(key)));
    }

    /** The text under a key, which has to be there. */
    Optional<Text> text(String key, Rule ifAbsent, String remedy) {
        if (!has(key)) {
            findings.add(ifAbsent, place(key), key + " is missing.", remedy);
            return Optional.empty();
        }
        return text(key);
    }

    /** The scalar under a key as it is written, whatever it is taken for: {@code 1.0} as well as {@code "1.0"}. */
    Optional<Text> written(String key) {
        return value(key).flatMap(node -> {
            if (node instanceof Scalar scalar) {
                return Optional.of(new Text(scalar.text(), placeOf(scalar, pathOf(key))));
            }
            return wrongKind(node, pathOf(key), "a text");
        });
    }

    /** Whether the boolean under a key is there and true. */
    boolean flag(String key) {
        return value(key)
                .flatMap(node -> {
                    if (node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN) {
                        return Optional.of(scalar.text().equalsIgnoreCase("true"));
                    }
                    return wrongKind(node, pathOf(key), "true or false");
                })
                .orElse(false);
    }

    /** The whole number under a key; one beyond 32 bits is the nearest that is within. */
    OptionalInt integer(String key) {
        Optional<Integer> number = value(key).flatMap(node -> {
            if (node instanceof Scalar scalar && scalar.kind() == Kind.INTEGER && decimal(scalar.text())) {
                BigInteger value = new BigInteger(scalar.text());
                return Optional.of(
                        value.bitLength() < Integer.SIZE ? value.intValue() : value.signum() * Integer.MAX_VALUE);
            }
            return wrongKind(node, pathOf(key), "a whole number");
        });
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** The map under a key. */
    Optional<Section> section(String key) {
        return value(key).flatMap(node -> sectionOf(node, pathOf(key)));
    }

    /** The maps in the list under a key; items that are not maps are findings. */
    List<Section> sections(String key) {
        return items(key, this::sectionOf);
    }

    /** The texts in the list under a key; items that are not texts are findings. */
    List<Text> texts(String key) {
        return items(key, this::textOf);
    }

    /** The scalars in the list under a key, as they are written. */
    List<Text> writtenTexts(String key) {
        return items(key, (node, nodePath) -> {
            if (node instanceof Scalar scalar) {
                return Optional.of(new Text(scalar.text(), placeOf(scalar, nodePath)));
            }
            return wrongKind(node, nodePath, "a single value");
        });
    }

    /** The texts under a key that may hold one text or a list of them. */
    List<Text> textOrTexts(String key) {
        Optional<YamlNode> value = value(key);
        if (value.isPresent() && value.get() instanceof Scalar) {
            return text(key).stream().toList();
        }
        return texts(key);
    }

    private <T> List<T> items(String key, BiFunction<YamlNode, String, Optional<T>> read) {
        Optional<YamlNode> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Sequence sequence)) {
            return this.<List<T>>wrongKind(value.get(), pathOf(key), "a list").orElse(List.of());
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            read.apply(sequence.items().get(i), pathOf(key) + "[" + i + "]").ifPresent(items::add);
        }
        return items;
    }

    private Optional<YamlNode> value(String key) {
        return Optional.ofNullable(map.entries().get(key))
                .map(YamlNode.Entry::value)
                .filter(node -> !(node instanceof Scalar scalar && saysNothing(scalar)));
    }

    private static boolean saysNothing(Scalar scalar) {
        return scalar.kind() == Kind.NULL
                || (scalar.kind() == Kind.TEXT && scalar.text().isBlank());
    }

    /** The core schema also knows integers in octal and hexadecimal; no count of anything is written like that. */
    private static boolean decimal(String text) {
        return text.length() <= 20 && text.chars().skip(1).allMatch(Character::isDigit);
    }

    private Optional<Section> sectionOf(YamlNode node, String nodePath) {
        if (node instanceof Mapping mapping) {
            return Optional.of(new Section(file, nodePath, mapping, findings));
        }
        return wrongKind(node, nodePath, "a map");
    }

    private Optional<Text> textOf(YamlNode node, String nodePath) {
        if (node instanceof Scalar scalar && scalar.kind() == Kind.TEXT) {
            return Optional.of(new Text(scalar.text(), placeOf(scalar, nodePath)));
        }
        return wrongKind(node, nodePath, "a text");
    }

    private <T> Optional<T> wrongKind(YamlNode node, String nodePath, String expected) {
        boolean quotes = node instanceof Scalar && expected.equals("a text");
        findings.add(
                Rule.DOCUMENT_NODE_KIND,
                placeOf(node, nodePath),
                "Expected " + expected + ", found " + node.describe() + ".",
                quotes ? "Put it in quotes." : "Write " + expected + ".");
        return Optional.empty();
    }

    private Place placeOf(YamlNode node, String nodePath) {
        return new Place(file, node.line(), node.column(), nodePath);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
