package dev.dpg.gateway.draft;

import dev.dpg.gateway.draft.ContractText.Content;
import dev.dpg.gateway.draft.ContractText.Registered;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private final RegistrySight sight;
    private final Payload payload;
    private final Notes formatNotes;

    private Drafting(
            DraftSubject subject, List<SampledRecord> sample, RegistrySight sight, Payload payload, Notes formatNotes) {
        this.subject = subject;
        this.sample = sample;
        this.sight = sight;
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
     * @param sight what a registry knows of the schemas that values name
     * @throws dev.dpg.gateway.problem.ProblemException {@code WRONG_STATE}: there is nothing to draft from, or values are in no
     *     format, or in several, that a draft can be made from
     */
    public static Draft of(DraftSubject subject, List<SampledRecord> sample, RegistrySight sight) {
        Notes notes = new Notes();
        Payload payload = PayloadDetector.detect(subject, sample, sight.byId(), notes);
        return new Drafting(subject, sample, sight, payload, notes).draft();
    }

    private Draft draft() {
        List<SampledRecord> readable = sample.stream()
                .filter(record -> Payload.of(record.value(), sight.byId()) == payload)
                .toList();
        Optional<Registered> registered = payload.isFramed()
                ? Optional.of(RegisteredProperties.choose(
                        subject,
                        payload,
                        sight,
                        readable.stream().map(Drafting::valueOf).toList()))
                : Optional.empty();
        registered.ifPresent(chosen -> formatNotes.add(origin(chosen)));
        JsonShapes shapes = new JsonShapes();
        if (payload.format() == PayloadFormat.JSON) {
            readable.forEach(record -> shapes.add(valueOf(record), payload.begin()));
        }
        for (int propertiesMax = PROPERTIES_MAX; ; propertiesMax /= 2) {
            Notes notes = formatNotes.copy();
            List<PropertyDraft> properties = payload.format() == PayloadFormat.JSON
                    ? new PropertyInference(propertiesMax, notes).of(shapes.root())
                    : RegisteredProperties.read(registered.orElseThrow(), propertiesMax, notes);
            requireSome(properties);
            Draft draft = documents(new Content(payload.format(), registered, properties, List.of()), readable, notes);
            if (draft.contract().content().length <= CONTRACT_BYTES_MAX || propertiesMax == 1) {
                return draft;
            }
        }
    }

    private void requireSome(List<PropertyDraft> properties) {
        if (properties.isEmpty()) {
            throw Problem.of(
                            Reason.WRONG_STATE,
                            "the records of the topic \"" + subject.topic()
                                    + "\" have no property that a contract can declare; write the documents by hand:"
                                    + " docs/publishing.md says how")
                    .asException();
        }
    }

    private String origin(Registered chosen) {
        String from = chosen.subject().isEmpty()
                ? "the schema that most values name; its text is in the contract, since the registry \""
                        + chosen.registry() + "\" has no subject \"" + subject.topic() + RegistrySight.VALUE_SUBJECT
                        + "\""
                : "the newest schema of the subject \"" + chosen.subject() + "\" in the registry \"" + chosen.registry()
                        + "\"";
        return payload.format() == PayloadFormat.JSON
                ? "Properties are those of the sampled records, not of the JSON Schema: see " + from + "."
                : "Properties are those of " + from + ".";
    }

    private Draft documents(Content content, List<SampledRecord> readable, Notes notes) {
        boolean compacted = subject.compacted().orElse(false);
        List<String> keyFields = keyFields(content, readable, notes);
        if (compacted && keyFields.isEmpty()) {
            notes.add(
                    "The topic is compacted, but a contract can say so only with the property that is the key: add kafkaKey,"
                            + " primaryKey and cleanupPolicy: compact.");
        }
        List<PropertyDraft> keyed =
                compacted ? PropertyDraft.withPrimaryKey(content.properties(), keyFields) : content.properties();
        Content whole = new Content(content.format(), content.registered(), keyed, keyFields);
        String product = ProductText.of(subject, notes);
        return new Draft(
                document("odps", product),
                document("odcs", ContractText.of(subject, whole)),
                sample.size(),
                notes.all());
    }

    private List<String> keyFields(Content content, List<SampledRecord> readable, Notes notes) {
        if (content.format() != PayloadFormat.JSON) {
            notes.add("Which property is the records' key cannot be seen in "
                    + content.format().standardName() + " values: name it as kafkaKey.");
            return List.of();
        }
        KeyInference keys = new KeyInference(PropertyDraft.keyable(content.properties()));
        readable.forEach(record -> keys.add(record.key(), valueOf(record), payload.begin()));
        return keys.keyFields(notes);
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
