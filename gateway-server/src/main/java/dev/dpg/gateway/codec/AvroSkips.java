package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.AvroSteps.SkippedRecord;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;

/** Steps over what nobody asks for. Lengths and indexes are checked; text is not. */
final class AvroSkips {
    private final IdentityHashMap<Schema, SkippedRecord> records = new IdentityHashMap<>();

    AvroStep of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> (in, sink) -> {};
            case BOOLEAN -> (in, sink) -> in.readBoolean();
            case INT, LONG -> (in, sink) -> in.readLong();
            case FLOAT -> (in, sink) -> in.take(Float.BYTES);
            case DOUBLE -> (in, sink) -> in.take(Double.BYTES);
            case STRING, BYTES -> (in, sink) -> in.takeBytes();
            case FIXED -> {
                int size = schema.getFixedSize();
                yield (in, sink) -> in.take(size);
            }
            case ENUM -> {
                int symbols = schema.getEnumSymbols().size();
                yield (in, sink) -> in.readIndex(symbols);
            }
            case UNION ->
                AvroSteps.union(schema.getTypes().stream().map(this::of).toList());
            case ARRAY -> AvroSteps.skippedBlocks(of(schema.getElementType()));
            case MAP -> entries(of(schema.getValueType()));
            case RECORD -> record(schema);
        };
    }

    private static AvroStep entries(AvroStep value) {
        return AvroSteps.skippedBlocks((in, sink) -> {
            in.takeBytes();
            value.read(in, sink);
        });
    }

    private AvroStep record(Schema schema) {
        SkippedRecord known = records.get(schema);
        if (known != null) {
            return known;
        }
        SkippedRecord step = new SkippedRecord();
        records.put(schema, step);
        List<AvroStep> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(of(field.schema())));
        step.fill(fields);
        return step;
    }
}
