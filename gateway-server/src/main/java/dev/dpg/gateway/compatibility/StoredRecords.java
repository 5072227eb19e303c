package dev.dpg.gateway.compatibility;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.schema.AvroSchemas;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Whether the records that a topic holds already can be read when a product's schema becomes another one. Names do not matter
 * here, nor what readers of the old schema think of new records: only that stored bytes keep their meaning. Pure.
 */
public final class StoredRecords {
    /** Rules of protobuf after which the same bytes are not read, or are read as something else. */
    private static final Set<String> OF_THE_WIRE = Set.of(
            "enum.number_changed",
            "field.cardinality_changed",
            "field.number_reused",
            "field.required_added",
            "field.required_changed",
            "field.type_changed");

    private StoredRecords() {}

    /**
     * What stands against it, as a sentence; empty where nothing does, and where one of them is no schema.
     *
     * @param format of both; the values of {@code JSON} are read without their schema
     * @param old what values were read as
     * @param now what they are to be read as
     */
    public static Optional<String> objection(PayloadFormat format, SchemaOrigin old, SchemaOrigin now) {
        if (old.text().isEmpty() || now.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return switch (format) {
                case AVRO ->
                    avro(
                            AvroSchemas.parse(old.text(), Map.of()),
                            AvroSchemas.parse(now.text(), Map.of()),
                            now.framing() == Framing.CONFLUENT);
                case PROTOBUF ->
                    protobuf(
                            ProtobufSchema.ofText(old.text(), Map.of(), old.messageName())
                                    .message(),
                            ProtobufSchema.ofText(now.text(), Map.of(), now.messageName())
                                    .message());
                case JSON -> Optional.empty();
            };
        } catch (ProblemException noSchema) {
            return Optional.empty();
        }
    }

    /** A value that does not name its schema is read by the text alone, which so has to stay the same but for words. */
    private static Optional<String> avro(Schema before, Schema after, boolean framed) {
        if (framed) {
            return AvroJudge.objection(after, before);
        }
        Optional<String> change = firstOf(AvroRules.between(before, after));
        boolean sameForm = SchemaNormalization.toParsingForm(before).equals(SchemaNormalization.toParsingForm(after));
        return change.isPresent() || sameForm
                ? change
                : Optional.of(
                        "They do not name their schema, so that none but the one they were written with can read them.");
    }

    private static Optional<String> protobuf(Descriptor before, Descriptor after) {
        return moved(before, after, new HashSet<>())
                .or(() -> firstOf(ProtobufRules.between(before, after).stream()
                        .filter(change -> OF_THE_WIRE.contains(change.rule()))
                        .toList()));
    }

    /** A property is found by its name in the new schema, and by the number there in what was stored. */
    private static Optional<String> moved(Descriptor before, Descriptor after, Set<String> compared) {
        if (!compared.add(before.getFullName() + " " + after.getFullName())) {
            return Optional.empty();
        }
        for (FieldDescriptor field : before.getFields()) {
            FieldDescriptor now = after.findFieldByName(field.getName());
            if (now == null) {
                continue;
            }
            if (now.getNumber() != field.getNumber()) {
                return Optional.of("The field " + Changes.quoted(field.getName()) + " has the number " + now.getNumber()
                        + " instead of " + field.getNumber() + ".");
            }
            boolean messages = field.getJavaType() == JavaType.MESSAGE && now.getJavaType() == JavaType.MESSAGE;
            Optional<String> within =
                    messages ? moved(field.getMessageType(), now.getMessageType(), compared) : Optional.empty();
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> firstOf(List<Change> changes) {
        return changes.stream().filter(Change::breaking).findFirst().map(Change::message);
    }
}
