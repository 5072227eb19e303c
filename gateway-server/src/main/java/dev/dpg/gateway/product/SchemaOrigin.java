package dev.dpg.gateway.product;

/**
 * Where the schemas of a port's values come from, as its contract says, and the one that the contract's current version was
 * published with.
 *
 * @param framing how a stored value tells its schema
 * @param registry name of the schema registry in the gateway's configuration; empty without one
 * @param subject the subject in the registry; empty without one
 * @param text the schema that values are read as: an Avro schema, a {@code .proto} text, a JSON Schema; empty where the
 *     contract's properties alone say what a value is
 * @param messageName full name of the protobuf message; empty for other formats, and for the first message of the text
 */
public record SchemaOrigin(Framing framing, String registry, String subject, String text, String messageName) {
    /** No schema but the contract's properties, and values as they are. */
    public static final SchemaOrigin NONE = new SchemaOrigin(Framing.NONE, "", "", "", "");

    /** How a stored value tells which schema it was written with. */
    public enum Framing {
        /** Not at all: all are written with {@link SchemaOrigin#text}, or need none. */
        NONE,
        /**
         * The wire format of Confluent's serializers: a zero byte, the schema's id in the registry in 4 bytes, for protobuf
         * the path of message indexes, then the value.
         */
        CONFLUENT
    }
}
