package dev.dpg.gateway.config;

import dev.dpg.gateway.problem.NearestName;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes settings records of what was written, and collects everything that is wrong with it. For one use. */
final class RecordBinder {
    private final Map<Class<?>, Object> templates;
    private final List<String> findings = new ArrayList<>();

    private RecordBinder(Map<Class<?>, Object> templates) {
        this.templates = templates;
    }

    /**
     * The defaults with everything on top that was written.
     *
     * @param templates defaults of records that are named by the operator, by their type
     * @throws ConfigurationException if a key is unknown, or a value is of another type or refused by its record
     */
    static <T extends Record> T bind(
            Class<T> type, T defaults, Map<Class<?>, Object> templates, SettingNode.Mapping written) {
        var binder = new RecordBinder(templates);
        Optional<T> bound = binder.record("", type, defaults, written);
        if (!binder.findings.isEmpty()) {
            throw new ConfigurationException(binder.findings);
        }
        return bound.orElseThrow();
    }

    /** Empty where something is wrong, which is among the findings then. */
    private <T> Optional<T> record(String path, Class<T> type, @Nullable Object defaults, SettingNode.Mapping written) {
        int before = findings.size();
        List<RecordComponent> components = List.of(type.getRecordComponents());
        refuseUnknown(path, components, written);
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            Object fallback = defaults == null ? null : RecordShape.value(component, defaults);
            String key = path + RecordShape.key(component);
            SettingNode node = written.entries().get(RecordShape.key(component));
            (node == null ? absent(key, component, fallback, written) : present(key, component, fallback, node))
                    .ifPresent(values::add);
        }
        return findings.size() == before ? construct(path, type, defaults, values, written) : Optional.empty();
    }

    private void refuseUnknown(String path, List<RecordComponent> components, SettingNode.Mapping written) {
        List<String> known = components.stream().map(RecordShape::key).toList();
        written.entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                String advice = NearestName.of(key, known)
                        .map(name -> "did you mean \"" + path + name + "\"?")
                        .orElse("known are: " + String.join(", ", known));
                findings.add(value.origin() + ": the key \"" + path + key + "\" is unknown; " + advice);
            }
        });
    }

    private Optional<?> absent(
            String key, RecordComponent component, @Nullable Object fallback, SettingNode.Mapping section) {
        if (fallback != null) {
            return Optional.of(fallback);
        }
        Class<?> type = component.getType();
        if (type == Optional.class) {
            return Optional.of(Optional.empty());
        }
        if (type == List.class) {
            return Optional.of(List.of());
        }
        if (type == Map.class) {
            return Optional.of(Map.of());
        }
        findings.add(section.origin() + ": the key \"" + key + "\" is missing");
        return Optional.empty();
    }

    private Optional<?> present(String key, RecordComponent component, @Nullable Object fallback, SettingNode node) {
        if (RecordShape.isMapOfRecords(component)) {
            return mapping(key, node).map(map -> named(key, RecordShape.mapValueClass(component), map));
        }
        if (RecordShape.isMapOfTexts(component)) {
            return mapping(key, node).map(map -> texts(key, map));
        }
        Class<?> type = RecordShape.valueClass(component);
        if (type.isRecord()) {
            return mapping(key, node).flatMap(map -> record(key + ".", type, fallback, map));
        }
        ValueType valueType = ValueType.of(component, type).orElseThrow();
        Optional<?> value = valueType == ValueType.TEXT_LIST ? list(key, node) : single(key, valueType, node);
        if (component.getType() == Optional.class) {
            return value.isPresent() ? Optional.of(value) : Optional.empty();
        }
        return type == int.class ? value.flatMap(number -> fitting(key, (Long) number, node)) : value;
    }

    private Map<String, Object> named(String key, Class<?> type, SettingNode.Mapping written) {
        Map<String, Object> entries = new LinkedHashMap<>();
        written.entries()
                .forEach((name, node) -> mapping(key + "." + name, node)
                        .flatMap(map -> record(key + "." + name + ".", type, templates.get(type), map))
                        .ifPresent(entry -> entries.put(name, entry)));
        return entries;
    }

    private Map<String, Object> texts(String key, SettingNode.Mapping written) {
        Map<String, Object> entries = new LinkedHashMap<>();
        written.entries()
                .forEach((name, node) ->
                        single(key + "." + name, ValueType.TEXT, node).ifPresent(text -> entries.put(name, text)));
        return entries;
    }

    private Optional<SettingNode.Mapping> mapping(String key, SettingNode node) {
        if (node instanceof SettingNode.Mapping mapping) {
            return Optional.of(mapping);
        }
        if (node instanceof SettingNode.Text text && text.text().isEmpty()) {
            return Optional.of(new SettingNode.Mapping(Map.of(), node.origin()));
        }
        findings.add(node.origin() + ": " + key + ": expected keys with values");
        return Optional.empty();
    }

    private Optional<List<String>> list(String key, SettingNode node) {
        if (!(node instanceof SettingNode.Sequence sequence)) {
            findings.add(node.origin() + ": " + key + ": expected " + ValueType.TEXT_LIST.expected());
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        sequence.items().forEach(item -> single(key, ValueType.TEXT, item).ifPresent(text -> texts.add((String) text)));
        return Optional.of(texts);
    }

    private Optional<Object> single(String key, ValueType type, SettingNode node) {
        Optional<Object> value =
                node instanceof SettingNode.Text text ? type.parse(text.text(), node.origin()) : Optional.empty();
        if (value.isEmpty()) {
            findings.add(node.origin() + ": " + key + ": expected " + type.expected());
        }
        return value;
    }

    private Optional<Integer> fitting(String key, long number, SettingNode node) {
        if (number == (int) number) {
            return Optional.of((int) number);
        }
        findings.add(node.origin() + ": " + key + ": expected at most " + Integer.MAX_VALUE);
        return Optional.empty();
    }

    private <T> Optional<T> construct(
            String path, Class<T> type, @Nullable Object defaults, List<Object> values, SettingNode.Mapping written) {
        try {
            return Optional.of(RecordShape.construct(type, values));
        } catch (IllegalArgumentException e) {
            String key = culprit(type, defaults, values, written);
            SettingNode place = written.entries().getOrDefault(key, written);
            String dotted = key.isEmpty() && !path.isEmpty() ? path.substring(0, path.length() - 1) : path + key;
            String sentence = String.valueOf(e.getMessage());
            boolean namesItself = key.isEmpty() ? path.isEmpty() : sentence.startsWith(dotted);
            findings.add(place.origin() + ": " + (namesItself ? "" : dotted + ": ") + sentence);
            return Optional.empty();
        }
    }

    /** Which key is to blame: the first that the record refuses also when all others have their defaults, else none. */
    private static String culprit(
            Class<?> type, @Nullable Object defaults, List<Object> values, SettingNode.Mapping written) {
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; defaults != null && i < components.length; i++) {
            if (written.entries().containsKey(RecordShape.key(components[i]))) {
                List<Object> alone = new ArrayList<>(Arrays.stream(components)
                        .map(component -> RecordShape.value(component, defaults))
                        .toList());
                alone.set(i, values.get(i));
                try {
                    RecordShape.construct(type, alone);
                } catch (IllegalArgumentException e) {
                    return RecordShape.key(components[i]);
                }
            }
        }
        return "";
    }
}
