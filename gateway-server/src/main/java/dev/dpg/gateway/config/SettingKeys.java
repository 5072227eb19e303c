package dev.dpg.gateway.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All keys of the configuration, found by walking through the settings records. */
final class SettingKeys {
    private final Map<Class<?>, Object> templates;
    private final List<SettingKey> keys = new ArrayList<>();

    private SettingKeys(Map<Class<?>, Object> templates) {
        this.templates = templates;
    }

    /**
     * The keys below a record, in the order of its components.
     *
     * @param defaults the record with every default
     * @param templates defaults of records that are named by the operator, by their type
     */
    static List<SettingKey> of(Record defaults, Map<Class<?>, Object> templates) {
        var walk = new SettingKeys(templates);
        walk.record(List.of(), defaults.getClass(), defaults);
        return List.copyOf(walk.keys);
    }

    private void record(List<String> path, Class<?> type, @Nullable Object defaults) {
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = defaults == null ? null : RecordShape.value(component, defaults);
            component(plus(path, RecordShape.key(component)), component, value);
        }
    }

    private void component(List<String> path, RecordComponent component, @Nullable Object value) {
        Class<?> type = RecordShape.valueClass(component);
        if (RecordShape.isMapOfRecords(component)) {
            Class<?> entry = RecordShape.mapValueClass(component);
            record(plus(path, SettingKey.ANY_NAME), entry, templates.get(entry));
        } else if (RecordShape.isMapOfTexts(component)) {
            keys.add(new SettingKey(path, ValueType.PROPERTIES, ""));
        } else if (type.isRecord()) {
            record(path, type, value);
        } else {
            ValueType valueType = ValueType.of(component, type)
                    .orElseThrow(() -> new IllegalStateException(component + " is no setting"));
            String shown = Optional.ofNullable(value).map(valueType::show).orElse("");
            keys.add(new SettingKey(path, valueType, shown));
        }
    }

    private static List<String> plus(List<String> path, String segment) {
        List<String> longer = new ArrayList<>(path);
        longer.add(segment);
        return longer;
    }
}
