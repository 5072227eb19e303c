package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.product.RecordType;

/** Stands for a schema that nothing can be read with. */
final class RefusingCodec implements RecordCodec {
    private final RecordType type;
    private final String why;

    RefusingCodec(RecordType type, String why) {
        this.type = type;
        this.why = why;
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        throw new UnreadableValueException(Cause.SCHEMA_MISMATCH, why);
    }
}
