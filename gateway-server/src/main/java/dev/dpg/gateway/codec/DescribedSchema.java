package dev.dpg.gateway.codec;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.schema.JsonSchemaText;
import java.util.List;

/**
 * A schema as readers are told of it.
 *
 * @param id what records refer to it by; 0 for the one that all of them are given with
 * @param format what it describes
 * @param text an Avro schema with all types in it, a JSON Schema, or the {@code .proto} text where there is one
 * @param descriptorSet of protobuf: a {@code google.protobuf.FileDescriptorSet}, each file behind those it imports
 * @param messageName of protobuf: full name of the message
 */
public record DescribedSchema(int id, PayloadFormat format, String text, ByteString descriptorSet, String messageName) {
    /** A JSON Schema of what values are as JSON, told once for all records. */
    public static DescribedSchema ofJson(RecordType type, List<Field> fields, String title, String description) {
        return ofText(0, PayloadFormat.JSON, JsonSchemaText.of(type, fields, title, description));
    }

    /** One that its text alone describes. */
    public static DescribedSchema ofText(int id, PayloadFormat format, String text) {
        return new DescribedSchema(id, format, text, ByteString.EMPTY, "");
    }
}
