package dev.dpg.gateway.codec;

import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.schema.AvroSchemas;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads values that were written with one Avro schema. */
final class AvroCodec implements RecordCodec {
    private final RecordType type;
    private final AvroStep record;

    private AvroCodec(RecordType type, AvroStep record) {
        this.type = type;
        this.record = record;
    }

    /**
     * The codec of one writer's schema; one that refuses every value where the schemas cannot be used.
     *
     * @param references full names to the schemas that the writer's one needs
     * @param readerText the schema that values are read as; empty where it is the writer's
     */
    static RecordCodec of(RecordType type, String writerText, Map<String, String> references, String readerText) {
        try {
            Schema writer = AvroSchemas.parse(writerText, references);
            Optional<Schema> reader = readerText.isEmpty() || readerText.equals(writerText)
                    ? Optional.empty()
                    : Optional.of(AvroSchemas.parse(readerText, Map.of()));
            return new AvroCodec(type, AvroCompiler.compile(writer, reader, type));
        } catch (ProblemException | AvroRuntimeException | IllegalArgumentException | StackOverflowError unusable) {
            return new RefusingCodec(type, "its Avro schema cannot be used");
        }
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        AvroInput in = new AvroInput(bytes, from, to);
        record.read(in, sink);
        in.requireEnd();
    }
}
