package dev.dpg.gateway.draft;

import dev.dpg.gateway.codec.SchemaSource.Reference;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a schema registry knows of the schemas that a sample's values name.
 *
 * @param registry its name in the gateway's configuration; empty for none
 * @param byId those of {@link Drafting#schemaIds} that it knows
 * @param newest the newest schema of the topic's own subject, {@code <topic>-value}; empty where there is no such subject
 */
public record RegistrySight(String registry, Map<Integer, RegisteredSchema> byId, Optional<RegisteredSchema> newest) {
    /** No registry knows anything. */
    public static final RegistrySight NONE = new RegistrySight("", Map.of(), Optional.empty());

    /** What Confluent's serializers put behind a topic's name to get the subject of its values. */
    public static final String VALUE_SUBJECT = "-value";

    public RegistrySight {
        byId = Map.copyOf(byId);
    }

    /** What a schema names, by the names, each before those that need it. */
    static Map<String, String> references(RegisteredSchema schema) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Reference reference : schema.references()) {
            texts.put(reference.name(), reference.text());
        }
        return texts;
    }
}
