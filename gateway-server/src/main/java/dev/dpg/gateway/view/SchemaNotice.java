package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.DescribedSchema;

/**
 * A schema that a reader has to be told of before the first record that uses it.
 *
 * @param schema what it is told
 */
public record SchemaNotice(DescribedSchema schema) {
    private static final int OVERHEAD_BYTES = 32;

    /** What records refer to it by. */
    public int id() {
        return schema.id();
    }

    /** Bytes of the message that tells it, about. */
    public int sizeBytes() {
        return schema.text().length() + schema.descriptorSet().size() + OVERHEAD_BYTES;
    }
}
