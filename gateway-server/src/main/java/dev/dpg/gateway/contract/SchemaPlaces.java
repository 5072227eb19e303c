package dev.dpg.gateway.contract;

import java.util.Map;

/**
 * Where a contract says what its schema has to agree with.
 *
 * @param schema where the schema's text or subject is named; else where the contract begins
 * @param properties where each property is declared, by its path
 */
public record SchemaPlaces(Place schema, Map<String, Place> properties) {
    public SchemaPlaces {
        properties = Map.copyOf(properties);
    }

    /** The place of a property; that of the schema where it has none. */
    Place of(String path) {
        return properties.getOrDefault(path, schema);
    }
}
