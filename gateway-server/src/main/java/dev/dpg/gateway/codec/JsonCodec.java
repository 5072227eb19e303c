package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;

/** Reads values that are stored as JSON text. Its schema is the contract's; which one a writer named makes no difference. */
final class JsonCodec implements RecordCodec {
    private final RecordType type;
    private final int frameBytes;
    private final JsonPlan plan;

    /** @param frameBytes {@link FramedCodec#FRAME_BYTES} where the text has the id of a schema in front, else 0 */
    JsonCodec(RecordType type, int frameBytes) {
        this.type = type;
        this.frameBytes = frameBytes;
        this.plan = JsonPlan.of(type);
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        new JsonReader(bytes, jsonText(bytes, from, to), to, sink).read(plan);
    }

    @Override
    public int jsonText(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (frameBytes > 0) {
            FramedCodec.schemaId(bytes, from, to);
        }
        return from + frameBytes;
    }
}
