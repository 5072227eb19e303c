package dev.dpg.gateway.draft;

import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.draft.ContractText.Registered;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.schema.ProtobufSchema;
import dev.dpg.gateway.schema.SchemaReading;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses the schema that a contract is drafted by, and reads it. Pure. */
final class RegisteredProperties {
    private static final int INDEXES_MAX = 16;

    private RegisteredProperties() {}

    /**
     * Where the schema is: the topic's own subject, where its newest schema is of the values' format; otherwise the text of the
     * schema that most values name.
     *
     * @param readable the values in the format, at least one
     */
    static Registered choose(DraftSubject subject, Payload payload, RegistrySight sight, List<byte[]> readable) {
        Optional<RegisteredSchema> newest = sight.newest().filter(schema -> schema.format() == payload.format());
        RegisteredSchema schema = newest.orElseGet(() -> mostNamed(sight, readable));
        String own = newest.isPresent() ? subject.topic() + RegistrySight.VALUE_SUBJECT : "";
        return new Registered(sight.registry(), own, schema, message(payload, schema, readable.get(0)));
    }

    /** The properties that values of the schema have. */
    static List<PropertyDraft> read(Registered registered, int propertiesMax, Notes notes) {
        RegisteredSchema schema = registered.schema();
        return new DeclaredProperties(
                        SchemaReading.fields(
                                schema.format(), schema.text(), RegistrySight.references(schema), registered.message()),
                        propertiesMax,
                        notes)
                .properties();
    }

    private static RegisteredSchema mostNamed(RegistrySight sight, List<byte[]> readable) {
        Map<Integer, Long> named =
                readable.stream().collect(Collectors.groupingBy(Payload::schemaId, Collectors.counting()));
        int id = named.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        RegisteredSchema schema = Objects.requireNonNull(sight.byId().get(id), "a schema that is known");
        if (!schema.references().isEmpty()) {
            throw Problem.of(
                            Reason.WRONG_STATE,
                            "the registry has no subject for the topic's values, and their schema names others: register it"
                                    + " under the topic's name with \"" + RegistrySight.VALUE_SUBJECT
                                    + "\" behind it, or"
                                    + " write the documents by hand: docs/publishing.md says how")
                    .asException();
        }
        return schema;
    }

    /** The message that values name, where it is not the first of its file; else empty. */
    private static String message(Payload payload, RegisteredSchema schema, byte[] value) {
        if (payload != Payload.FRAMED_PROTOBUF) {
            return "";
        }
        int[] indexes = indexes(value);
        boolean first = indexes.length == 1 && indexes[0] == 0;
        return first
                ? ""
                : ProtobufSchema.ofText(schema.text(), RegistrySight.references(schema), "")
                        .at(indexes)
                        .map(descriptor -> descriptor.getFullName())
                        .orElse("");
    }

    /** The path of message indexes behind the id: a count and so many numbers, zigzag varints; a single 0 means the first. */
    private static int[] indexes(byte[] value) {
        Varints varints = new Varints(value, Payload.FRAME_BYTES);
        int count = varints.next();
        if (count <= 0 || count > INDEXES_MAX) {
            return new int[] {0};
        }
        int[] indexes = new int[count];
        for (int i = 0; i < count; i++) {
            indexes[i] = varints.next();
        }
        return indexes;
    }

    /** Zigzag varints of a value; 0 beyond its end. */
    private static final class Varints {
        private final byte[] bytes;
        private int at;

        Varints(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        int next() {
            int number = 0;
            for (int shift = 0; shift < 32 && at < bytes.length; shift += 7) {
                byte part = bytes[at++];
                number |= (part & 0x7F) << shift;
                if (part >= 0) {
                    break;
                }
            }
            return (number >>> 1) ^ -(number & 1);
        }
    }
}
