package dev.dpg.gateway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was written, before anybody says what it means: texts, sequences and mappings, each with its place. */
sealed interface SettingNode {
    /** Where it was written. */
    Origin origin();

    /** One value; empty text where nothing was written. */
    record Text(String text, Origin origin) implements SettingNode {}

    /** Values in order. */
    record Sequence(List<SettingNode> items, Origin origin) implements SettingNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Values by key, in the order written; a value's origin is its key's line. */
    record Mapping(Map<String, SettingNode> entries, Origin origin) implements SettingNode {
        /** The same with the other's values on top of it, key by key. */
        Mapping overlaidWith(Mapping other) {
            Map<String, SettingNode> all = new LinkedHashMap<>(entries);
            other.entries.forEach((key, value) -> all.merge(
                    key,
                    value,
                    (below, above) -> below instanceof Mapping lower && above instanceof Mapping upper
                            ? lower.overlaidWith(upper)
                            : above));
            return new Mapping(all, origin);
        }

        /** Nothing but one value, at the end of a path. */
        static Mapping of(List<String> path, SettingNode value) {
            SettingNode inner = path.size() == 1 ? value : of(path.subList(1, path.size()), value);
            return new Mapping(Map.of(path.get(0), inner), value.origin());
        }
    }
}
