package dev.dpg.gateway.codec;

import java.util.List;

/** Steps that are made of others. */
final class AvroSteps {
    private AvroSteps() {}

    /** The branch that the value names. */
    static AvroStep union(List<AvroStep> branches) {
        AvroStep[] steps = branches.toArray(new AvroStep[0]);
        return (in, sink) -> steps[in.readIndex(steps.length)].read(in, sink);
    }

    static AvroStep list(AvroStep item) {
        return (in, sink) -> {
            in.enter();
            sink.beginArray();
            for (long count = in.readCount(); count != 0; count = in.readCount()) {
                for (long i = 0; i < count; i++) {
                    int begin = in.at();
                    item.read(in, sink);
                    in.endItem(begin);
                }
            }
            sink.endArray();
            in.leave();
        };
    }

    static AvroStep map(AvroStep value) {
        return (in, sink) -> {
            in.enter();
            sink.beginObject();
            for (long count = in.readCount(); count != 0; count = in.readCount()) {
                for (long i = 0; i < count; i++) {
                    int from = in.takeText();
                    sink.anyProperty(in.bytes(), from, in.at());
                    value.read(in, sink);
                }
            }
            sink.endObject();
            in.leave();
        };
    }

    /** The blocks of a list or map, none of it pushed. */
    static AvroStep skippedBlocks(AvroStep item) {
        return (in, sink) -> {
            in.enter();
            for (long count = in.readCount(); count != 0; count = in.readCount()) {
                for (long i = 0; i < count; i++) {
                    int begin = in.at();
                    item.read(in, sink);
                    in.endItem(begin);
                }
            }
            in.leave();
        };
    }

    /** Fields one after the other, none of them pushed; filled later, since a record may hold itself. */
    static final class SkippedRecord implements AvroStep {
        private AvroStep[] fields = {};

        void fill(List<AvroStep> steps) {
            fields = steps.toArray(new AvroStep[0]);
        }

        @Override
        public void read(AvroInput in, ValueSink sink) throws UnreadableValueException {
            in.enter(fields.length);
            for (AvroStep field : fields) {
                field.read(in, sink);
            }
            in.leave();
        }
    }

    /** A value that is not in the record: read from bytes of its own. */
    static AvroStep constant(byte[] encoded, AvroStep step) {
        return (in, sink) -> step.read(new AvroInput(encoded, 0, encoded.length), sink);
    }

    /** A value that cannot be read as the contract says, though others of the schema may. */
    static AvroStep mismatch(String path, String what) {
        return (in, sink) -> {
            throw new UnreadableValueException(
                    UnreadableValueException.Cause.SCHEMA_MISMATCH, path.isEmpty() ? what : path + ": " + what);
        };
    }
}
