package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.SchemaOrigin;

/**
 * An output port as the lint understood it.
 *
 * @param port what is published of it
 * @param terms what its documents say besides
 * @param schemaPlaces where its contract says what a schema has to agree with
 */
public record LintedPort(CompiledPort port, PortTerms terms, SchemaPlaces schemaPlaces) {
    /** The same, read with another schema. */
    public LintedPort withSchema(SchemaOrigin schema) {
        return new LintedPort(port.withSchema(schema), terms, schemaPlaces);
    }
}
