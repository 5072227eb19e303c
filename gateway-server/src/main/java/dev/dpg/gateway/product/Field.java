package dev.dpg.gateway.product;

/**
 * A property of a contract.
 *
 * @param path dotted path of property names, verbatim; {@code []} after a name means each item of it
 * @param type the logical type
 * @param kind what its values are
 * @param required whether every record has it
 * @param description for people; may be empty
 * @param number its number in the product's own message type, unique among its siblings, given once in its major line; 0
 *     before it has one, and for the items of an array, which need none
 */
public record Field(String path, FieldType type, ValueKind kind, boolean required, String description, int number) {
    /** A property without a number, of the kind that its type says. */
    public Field(String path, FieldType type, boolean required, String description) {
        this(path, type, ValueKind.of(type), required, description, 0);
    }

    /** The same with a number. */
    public Field numbered(int newNumber) {
        return new Field(path, type, kind, required, description, newNumber);
    }
}
