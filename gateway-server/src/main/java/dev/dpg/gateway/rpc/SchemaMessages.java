package dev.dpg.gateway.rpc;

import dev.dpg.gateway.codec.DescribedSchema;
import dev.dpg.v1.SchemaInfo;

/** Schemas between the gateway's words and messages. Pure. */
final class SchemaMessages {
    private SchemaMessages() {}

    static SchemaInfo info(DescribedSchema schema) {
        return SchemaInfo.newBuilder()
                .setSchemaId(schema.id())
                .setFormat(
                        switch (schema.format()) {
                            case AVRO -> SchemaInfo.Format.FORMAT_AVRO;
                            case JSON -> SchemaInfo.Format.FORMAT_JSON_SCHEMA;
                            case PROTOBUF -> SchemaInfo.Format.FORMAT_PROTOBUF;
                        })
                .setSchema(schema.text())
                .setDescriptorSet(schema.descriptorSet())
                .setMessageName(schema.messageName())
                .build();
    }
}
