package dev.dpg.gateway.rpc;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.schema.JsonSchemaText;
import dev.dpg.v1.SchemaInfo;

/** The schema of a product in the words of each format. Thread-safe; nothing blocks. */
final class ProductSchemas {
    private final ServedTypes types;

    /** @param types describes products' own messages */
    ProductSchemas(ServedTypes types) {
        this.types = types;
    }

    /**
     * The schema.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code WRONG_STATE} if values have none of this format
     */
    SchemaInfo of(PublishedPort port, PayloadFormat format) {
        return switch (format) {
            case AVRO -> avro(port);
            case JSON -> jsonSchema(port);
            case PROTOBUF -> SchemaMessages.info(types.message(port));
        };
    }

    private static SchemaInfo avro(PublishedPort port) {
        String text = port.schema().text();
        if (port.binding().format() != PayloadFormat.AVRO || text.isEmpty()) {
            throw Problem.of(
                            Reason.WRONG_STATE,
                            "the values of \"" + port.name() + "\" have no Avro schema; FORMAT_JSON_SCHEMA and"
                                    + " FORMAT_PROTOBUF are there for every product")
                    .with("product", port.name().toString())
                    .asException();
        }
        return SchemaInfo.newBuilder()
                .setFormat(SchemaInfo.Format.FORMAT_AVRO)
                .setSchema(text)
                .build();
    }

    private static SchemaInfo jsonSchema(PublishedPort port) {
        return SchemaInfo.newBuilder()
                .setFormat(SchemaInfo.Format.FORMAT_JSON_SCHEMA)
                .setSchema(JsonSchemaText.of(
                        RecordType.of(port.fields()), port.fields(), port.title(), port.description()))
                .build();
    }
}
