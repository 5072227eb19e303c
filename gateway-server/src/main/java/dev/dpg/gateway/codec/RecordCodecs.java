package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the codecs of product versions. */
public final class RecordCodecs {
    private RecordCodecs() {}

    /**
     * The codec of values that are stored in a format. Where the schema cannot be used, no value is readable but as stored;
     * documents with such a schema are refused before they get here.
     *
     * @param format how values are stored
     * @param origin where their schemas come from
     * @param type what the contract declares
     * @param schemas knows the schemas that values name
     */
    public static RecordCodec of(PayloadFormat format, SchemaOrigin origin, RecordType type, SchemaSource schemas) {
        return switch (format) {
            case JSON -> new JsonCodec(type, origin.framing() == Framing.CONFLUENT ? FramedCodec.FRAME_BYTES : 0);
            case AVRO -> avro(origin, type, schemas);
            case PROTOBUF -> ProtobufCodec.of(origin, type, schemas);
        };
    }

    private static RecordCodec avro(SchemaOrigin origin, RecordType type, SchemaSource schemas) {
        if (origin.framing() == Framing.CONFLUENT) {
            return new FramedCodec(type, schemas, origin.registry(), schema -> avro(schema, origin.text(), type));
        }
        return AvroCodec.of(type, origin.text(), Map.of(), origin.text());
    }

    private static RecordCodec avro(RegisteredSchema schema, String readerText, RecordType type) {
        if (schema.format() != PayloadFormat.AVRO) {
            return new RefusingCodec(type, "schema " + schema.id() + " is none of Avro");
        }
        Map<String, String> references = new LinkedHashMap<>();
        schema.references().forEach(reference -> references.put(reference.name(), reference.text()));
        return AvroCodec.of(type, schema.text(), references, readerText);
    }
}
