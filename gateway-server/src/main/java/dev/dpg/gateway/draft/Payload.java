package dev.dpg.gateway.draft;

import com.fasterxml.jackson.core.JsonToken;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.product.PayloadFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stored value looks like from outside. */
enum Payload {
    /** A tombstone: there is no value. */
    NONE("tombstone", "tombstones"),
    /** A JSON object. */
    JSON("JSON object", "JSON objects"),
    /** In the frame of Confluent's serializers, with a JSON Schema that a registry knows. */
    FRAMED_JSON("JSON object with a registered schema", "JSON objects with a registered schema"),
    /** Likewise with an Avro schema. */
    FRAMED_AVRO("Avro value with a registered schema", "Avro values with a registered schema"),
    /** Likewise with a protobuf schema. */
    FRAMED_PROTOBUF("protobuf message with a registered schema", "protobuf messages with a registered schema"),
    /** In such a frame, but no registry knows the schema. */
    FRAMED_UNKNOWN(
            "value framed like one of a schema registry, by a schema that none knows",
            "values framed like those of a schema registry, by schemas that none knows"),
    /** JSON, but not an object. */
    JSON_OTHER("JSON value that is no object", "JSON values that are no objects"),
    /** Nothing, but not a tombstone. */
    EMPTY("empty value", "empty values"),
    /** Text that is not JSON. */
    TEXT("text that is not JSON", "texts that are not JSON"),
    /** Anything else. */
    BINARY("binary value without a known frame", "binary values without a known frame");

    /** What the frame of Confluent's serializers takes: a zero byte and the schema's id. */
    static final int FRAME_BYTES = 5;

    private final String one;
    private final String several;

    Payload(String one, String several) {
        this.one = one;
        this.several = several;
    }

    /** A number of them, in words. */
    String counted(long number) {
        return Notes.count(number, one, several);
    }

    /** Whether properties can be made of it. */
    boolean isReadable() {
        return this == JSON || isFramed();
    }

    /** Whether a registry knows its schema. */
    boolean isFramed() {
        return this == FRAMED_JSON || this == FRAMED_AVRO || this == FRAMED_PROTOBUF;
    }

    /** Where what is in a JSON value begins. */
    int begin() {
        return isFramed() ? FRAME_BYTES : 0;
    }

    /** How it is stored. */
    PayloadFormat format() {
        return switch (this) {
            case FRAMED_AVRO -> PayloadFormat.AVRO;
            case FRAMED_PROTOBUF -> PayloadFormat.PROTOBUF;
            default -> PayloadFormat.JSON;
        };
    }

    /** What a value is, with the schemas that a registry knows. */
    static Payload of(byte @Nullable [] value, Map<Integer, RegisteredSchema> schemas) {
        if (value == null) {
            return NONE;
        }
        if (value.length == 0) {
            return EMPTY;
        }
        if (value[0] == 0) {
            return framed(value, schemas);
        }
        JsonToken begin = JsonShapes.kind(value, 0);
        if (begin == null) {
            return isText(value) ? TEXT : BINARY;
        }
        return begin == JsonToken.START_OBJECT ? JSON : JSON_OTHER;
    }

    /** The id in a frame; negative where there can be none. */
    static int schemaId(byte[] value) {
        return value.length > FRAME_BYTES && value[0] == 0
                ? ByteBuffer.wrap(value).getInt(1)
                : -1;
    }

    private static Payload framed(byte[] value, Map<Integer, RegisteredSchema> schemas) {
        int id = schemaId(value);
        RegisteredSchema schema = schemas.get(id);
        if (schema == null) {
            return id < 0 ? BINARY : FRAMED_UNKNOWN;
        }
        return switch (schema.format()) {
            case AVRO -> FRAMED_AVRO;
            case PROTOBUF -> FRAMED_PROTOBUF;
            case JSON -> JsonShapes.isObject(value, FRAME_BYTES) ? FRAMED_JSON : JSON_OTHER;
        };
    }

    private static boolean isText(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .chars()
                    .noneMatch(character ->
                            character < ' ' && character != '\n' && character != '\r' && character != '\t');
        } catch (CharacterCodingException binary) {
            return false;
        }
    }
}
