package dev.dpg.gateway.codec;

/** Reads a record: a step for each field in the writer's order, and one for each that the writer did not have. */
final class AvroRecordStep implements AvroStep {
    private static final byte[] NO_NAME = {};

    /** Filled after it was made, since a record may hold itself. */
    private Part[] parts = {};

    /**
     * A field.
     *
     * @param property index of the property that it is; negative where it is skipped, or named as in the schema
     * @param name its name where it is within a value without declared properties; else empty
     * @param step reads or skips it
     */
    @SuppressWarnings("ArrayRecordComponent") // a table's row, never compared
    record Part(int property, byte[] name, AvroStep step) {
        static Part skipped(AvroStep step) {
            return new Part(-1, NO_NAME, step);
        }

        static Part declared(int property, AvroStep step) {
            return new Part(property, NO_NAME, step);
        }

        static Part named(byte[] name, AvroStep step) {
            return new Part(-1, name, step);
        }
    }

    void fill(Part[] all) {
        parts = all;
    }

    @Override
    public void read(AvroInput in, ValueSink sink) throws UnreadableValueException {
        in.enter(parts.length);
        sink.beginObject();
        for (Part part : parts) {
            if (part.property >= 0) {
                sink.property(part.property);
            } else if (part.name.length > 0) {
                sink.anyProperty(part.name, 0, part.name.length);
            }
            part.step.read(in, sink);
        }
        sink.endObject();
        in.leave();
    }
}
