package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;

/** Reads values that are stored as JSON text. */
final class JsonCodec implements RecordCodec {
    private final RecordType type;
    private final JsonPlan plan;

    JsonCodec(RecordType type) {
        this.type = type;
        this.plan = JsonPlan.of(type);
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        new JsonReader(bytes, from, to, sink).read(plan);
    }

    @Override
    public int jsonText(byte[] bytes, int from, int to) {
        return from;
    }
}
