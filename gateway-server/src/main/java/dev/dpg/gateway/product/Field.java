package dev.dpg.gateway.product;

/**
 * A property of a contract.
 *
 * @param path dotted path of property names, verbatim; {@code []} after a name means each item of it
 * @param type the logical type
 * @param required whether every record has it
 * @param description for people; may be empty
 */
public record Field(String path, FieldType type, boolean required, String description) {}
