package dev.dpg.gateway.draft;

import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.draft.ContractText.Content;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a draft of a sample. Pure. */
public final class Drafting {
    /** Properties of a drafted contract at most, nested ones included. */
    static final int PROPERTIES_MAX = 300;
    /** Well below what the gateway takes as a document, so that descriptions find room. */
    private static final int CONTRACT_BYTES_MAX = 128 * 1024;

    private static final int SCHEMAS_MAX = 32;

    private final DraftSubject subject;
    private final List<SampledRecord> sample;
    private final Payload payload;
    private final Notes formatNotes;

    private Drafting(DraftSubject subject, List<SampledRecord> sample, Payload payload, Notes formatNotes) {
        this.subject = subject;
        this.sample = sample;
        this.payload = payload;
        this.formatNotes = formatNotes;
    }

    /** The ids of schemas that values may name in a frame of a schema registry; at most 32 of them. */
    public static Set<Integer> schemaIds(List<SampledRecord> sample) {
        return sample.stream()
                .map(SampledRecord::value)
                .mapToInt(value -> value == null ? -1 : Payload.schemaId(value))
                .filter(id -> id >= 0)
                .distinct()
                .limit(SCHEMAS_MAX)
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The draft.
     *
     * @param sample the topic's newest records, of all partitions
     * @param schemas those of {@link #schemaIds} that a registry knows
     * @throws dev.dpg.gateway.problem.ProblemException {@code WRONG_STATE}: there is nothing to draft from, or values are in no
     *     format, or in several, that a draft can be made from
     */
    public static Draft of(DraftSubject subject, List<SampledRecord> sample, Map<Integer, RegisteredSchema> schemas) {
        Notes notes = new Notes();
        Payload payload = PayloadDetector.detect(subject, sample, schemas, notes);
        return new Drafting(subject, sample, payload, notes).draft();
    }

    private Draft draft() {
        List<SampledRecord> readable = sample.stream()
                .filter(record -> Payload.of(record.value(), Map.of()) == payload)
                .toList();
        JsonShapes shapes = new JsonShapes();
        readable.forEach(record -> shapes.add(valueOf(record), payload.begin()));
        for (int propertiesMax = PROPERTIES_MAX; ; propertiesMax /= 2) {
            Notes notes = formatNotes.copy();
            List<PropertyDraft> properties = new PropertyInference(propertiesMax, notes).of(shapes.root());
            if (properties.isEmpty()) {
                throw Problem.of(
                                Reason.WRONG_STATE,
                                "the records of the topic \"" + subject.topic()
                                        + "\" have no property that a contract can declare; write the documents by hand:"
                                        + " docs/publishing.md says how")
                        .asException();
            }
            Draft draft = documents(properties, readable, notes);
            if (draft.contract().content().length <= CONTRACT_BYTES_MAX || propertiesMax == 1) {
                return draft;
            }
        }
    }

    private Draft documents(List<PropertyDraft> properties, List<SampledRecord> readable, Notes notes) {
        KeyInference keys = new KeyInference(PropertyDraft.keyable(properties));
        readable.forEach(record -> keys.add(record.key(), valueOf(record), payload.begin()));
        List<String> keyFields = keys.keyFields(notes);
        boolean compacted = subject.compacted().orElse(false);
        if (compacted && keyFields.isEmpty()) {
            notes.add(
                    "The topic is compacted, but a contract can say so only with the property that is the key: add kafkaKey,"
                            + " primaryKey and cleanupPolicy: compact.");
        }
        List<PropertyDraft> keyed = compacted ? PropertyDraft.withPrimaryKey(properties, keyFields) : properties;
        Content content = new Content(payload.format(), Optional.empty(), keyed, keyFields);
        String product = ProductText.of(subject, notes);
        return new Draft(
                document("odps", product),
                document("odcs", ContractText.of(subject, content)),
                sample.size(),
                notes.all());
    }

    private Document document(String standard, String text) {
        return new Document(subject.name() + "." + standard + ".yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] valueOf(SampledRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("a tombstone has no value");
        }
        return value;
    }
}
