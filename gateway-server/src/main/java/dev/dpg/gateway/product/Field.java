package dev.dpg.gateway.product;

import java.util.Optional;

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
 * @param classification how sensitive the contract says it is, in its own words; may be empty
 * @param mask what becomes of its values for readers who may not see them; empty where the contract names none
 */
public record Field(
        String path,
        FieldType type,
        ValueKind kind,
        boolean required,
        String description,
        int number,
        String classification,
        Optional<Mask> mask) {
    /** One that is neither classified nor masked. */
    public Field(String path, FieldType type, ValueKind kind, boolean required, String description, int number) {
        this(path, type, kind, required, description, number, "", Optional.empty());
    }

    /** A property without a number, of the kind that its type says. */
    public Field(String path, FieldType type, boolean required, String description) {
        this(path, type, ValueKind.of(type), required, description, 0);
    }

    /** The same with a number. */
    public Field numbered(int newNumber) {
        return new Field(path, type, kind, required, description, newNumber, classification, mask);
    }

    /** The same, classified and masked like this. */
    public Field guarded(String newClassification, Optional<Mask> newMask) {
        return new Field(path, type, kind, required, description, number, newClassification, newMask);
    }
}
