package dev.dpg.gateway.codec;

import com.google.protobuf.Descriptors.Descriptor;
import dev.dpg.gateway.codec.SchemaSource.Reference;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads values that are stored as protobuf messages, all of one message of one schema. */
final class ProtobufCodec implements RecordCodec {
    private final RecordType type;
    private final MessagePlan plan;

    private ProtobufCodec(RecordType type, MessagePlan plan) {
        this.type = type;
        this.plan = plan;
    }

    /** Where the contract's schema cannot be used, the codec refuses every value. */
    static RecordCodec of(SchemaOrigin origin, RecordType type, SchemaSource schemas) {
        try {
            Optional<Descriptor> contract = origin.text().isEmpty()
                    ? Optional.empty()
                    : Optional.of(ProtobufSchema.ofText(origin.text(), Map.of(), origin.messageName())
                            .message());
            if (origin.framing() == Framing.CONFLUENT) {
                return new FramedCodec(type, schemas, origin.registry(), schema -> of(schema, contract, type));
            }
            return contract.isPresent()
                    ? of(contract.get(), contract.get(), type)
                    : new RefusingCodec(type, "the contract has no protobuf schema");
        } catch (ProblemException noSchema) {
            return new RefusingCodec(type, "the contract's protobuf schema cannot be used");
        }
    }

    /**
     * Of one message.
     *
     * @param written the message as it was written
     * @param read the same message in the contract's schema
     */
    static RecordCodec of(Descriptor written, Descriptor read, RecordType type) {
        try {
            return new ProtobufCodec(type, ProtobufPlanner.plan(written, read, type));
        } catch (UnreadableValueException mismatch) {
            return new RefusingCodec(type, String.valueOf(mismatch.getMessage()));
        } catch (StackOverflowError deep) {
            return new RefusingCodec(type, "its messages lie within each other too deep");
        }
    }

    private static RecordCodec of(RegisteredSchema schema, Optional<Descriptor> contract, RecordType type) {
        if (schema.format() != PayloadFormat.PROTOBUF) {
            return new RefusingCodec(type, "schema " + schema.id() + " is none of protobuf");
        }
        Map<String, String> imports = new LinkedHashMap<>();
        for (Reference reference : schema.references()) {
            imports.put(reference.name(), reference.text());
        }
        try {
            return new IndexedProtobufCodec(type, ProtobufSchema.ofText(schema.text(), imports, ""), contract);
        } catch (ProblemException noSchema) {
            return new RefusingCodec(type, "schema " + schema.id() + " cannot be read");
        }
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        new ProtobufReader(bytes, sink).read(plan, from, to);
    }
}
