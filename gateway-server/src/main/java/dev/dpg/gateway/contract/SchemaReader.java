package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import java.util.List;
import java.util.Optional;

/** Reads where the schemas of a contract's values come from: out of the contract itself, or out of a registry. */
final class SchemaReader {
    private static final String CONFLUENT = "confluent";
    private static final List<String> FRAMINGS = List.of(CONFLUENT, "none");
    private static final String TOPIC_NAME_STRATEGY = "-value";

    private final CustomProperties custom;
    /** Names in the configuration; empty where no gateway is asked. */
    private final Optional<List<String>> registries;

    private final Findings findings;

    SchemaReader(CustomProperties custom, Optional<List<String>> registries, Findings findings) {
        this.custom = custom;
        this.registries = registries;
        this.findings = findings;
    }

    /** Where the schema is named; the given place where it is not. */
    Place place(Place otherwise) {
        return custom.text(CustomProperties.SCHEMA)
                .or(() -> custom.text(CustomProperties.SCHEMA_SUBJECT))
                .or(() -> custom.text(CustomProperties.SCHEMA_REGISTRY))
                .or(() -> custom.text(CustomProperties.SCHEMA_FRAMING))
                .map(Text::place)
                .orElse(otherwise);
    }

    SchemaOrigin read(PayloadFormat format, Optional<Text> topic) {
        Framing framing = framing();
        boolean inline = custom.text(CustomProperties.SCHEMA).isPresent();
        String registry = registry(framing);
        boolean asked = !inline && (framing == Framing.CONFLUENT || namesRegistry());
        String subject = custom.text(CustomProperties.SCHEMA_SUBJECT)
                .or(() -> topic.filter(name -> asked)
                        .map(name -> new Text(name.value() + TOPIC_NAME_STRATEGY, name.place())))
                .map(Text::value)
                .orElse("");
        refuseTwo();
        return new SchemaOrigin(
                framing,
                registry,
                subject,
                custom.text(CustomProperties.SCHEMA).map(Text::value).orElse(""),
                message(format));
    }

    /** Where neither text nor registry is named, values of some formats cannot be read. */
    void requireFor(PayloadFormat format, SchemaOrigin origin, Place place) {
        if (format != PayloadFormat.JSON
                && origin.text().isEmpty()
                && origin.subject().isEmpty()) {
            findings.add(
                    Rule.CONTRACT_SCHEMA_ORIGIN,
                    place,
                    "Values in " + format.standardName() + " cannot be read without a schema.",
                    "Name the registry that has it in the custom property schemaRegistry, or write its text as the custom"
                            + " property schema.");
        }
    }

    private boolean namesRegistry() {
        return custom.text(CustomProperties.SCHEMA_REGISTRY).isPresent()
                || custom.text(CustomProperties.SCHEMA_SUBJECT).isPresent();
    }

    private Framing framing() {
        Optional<Text> written = custom.text(CustomProperties.SCHEMA_FRAMING);
        written.filter(text -> !FRAMINGS.contains(text.value()))
                .ifPresent(
                        text -> findings.notOneOf(Rule.CONTRACT_SCHEMA_FRAMING, text, "The schemaFraming", FRAMINGS));
        boolean framed = written.map(text -> text.value().equals(CONFLUENT)).orElseGet(this::namesRegistry);
        return framed ? Framing.CONFLUENT : Framing.NONE;
    }

    /** The registry that is named, or the only one that is configured where one is needed. */
    private String registry(Framing framing) {
        Optional<Text> named = custom.text(CustomProperties.SCHEMA_REGISTRY);
        if (named.isPresent()) {
            Text name = named.get();
            registries.filter(known -> !known.contains(name.value())).ifPresent(known -> unknown(name, known));
            return name.value();
        }
        Optional<Text> needing = custom.text(CustomProperties.SCHEMA_SUBJECT)
                .or(() -> custom.text(CustomProperties.SCHEMA_FRAMING).filter(text -> framing == Framing.CONFLUENT));
        if (needing.isEmpty() || registries.isEmpty()) {
            return "";
        }
        List<String> known = registries.get();
        if (known.size() != 1) {
            findings.add(
                    Rule.CONTRACT_SCHEMA_REGISTRY,
                    needing.get().place(),
                    known.isEmpty()
                            ? "This gateway knows no schema registry."
                            : "This gateway knows several schema registries, and the contract does not say which.",
                    known.isEmpty()
                            ? "Have one added to its configuration (registries.<name>.url), or write the schema's text as the"
                                    + " custom property schema."
                            : "Name it in the custom property schemaRegistry: " + String.join(", ", known) + ".");
        }
        return known.isEmpty() ? "" : known.get(0);
    }

    private void unknown(Text name, List<String> known) {
        findings.add(
                Rule.CONTRACT_SCHEMA_REGISTRY,
                name.place(),
                "The schema registry " + Findings.quoted(name.value()) + " is unknown.",
                known.isEmpty()
                        ? "This gateway knows none; have it added to its configuration (registries.<name>.url)."
                        : Findings.suggestion(name.value(), known));
    }

    private void refuseTwo() {
        Optional<Text> subject = custom.text(CustomProperties.SCHEMA_SUBJECT);
        if (subject.isPresent() && custom.text(CustomProperties.SCHEMA).isPresent()) {
            findings.add(
                    Rule.CONTRACT_SCHEMA_ORIGIN,
                    subject.get().place(),
                    "The contract names a subject and has the schema's text as well.",
                    "Keep one: the text, or the subject whose newest schema is taken when the contract is published.");
        }
    }

    private String message(PayloadFormat format) {
        Optional<Text> message = custom.text(CustomProperties.SCHEMA_MESSAGE);
        message.filter(text -> format != PayloadFormat.PROTOBUF)
                .ifPresent(text -> findings.add(
                        Rule.CONTRACT_SCHEMA_MESSAGE,
                        text.place(),
                        "Only protobuf has messages; the format is " + format.standardName() + ".",
                        "Take schemaMessage out, or correct the format."));
        return message.map(Text::value).orElse("");
    }
}
