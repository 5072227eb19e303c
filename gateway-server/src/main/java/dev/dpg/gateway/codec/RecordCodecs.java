package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;

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
            case JSON -> new JsonCodec(type);
            case AVRO, PROTOBUF -> new RefusingCodec(type, "values in " + format.standardName() + " are not read");
        };
    }
}
