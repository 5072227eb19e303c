package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads an ODCS v3.1 document and holds it to the rules that concern it alone. */
final class ContractReader {
    private static final String KIND = "DataContract";
    private static final String API_VERSION = "v3.1.0";
    private static final List<String> FORMATS = Arrays.stream(PayloadFormat.values())
            .map(PayloadFormat::standardName)
            .toList();
    private static final List<String> STARTS = Arrays.stream(Edge.values())
            .map(edge -> edge.name().toLowerCase(Locale.ROOT))
            .toList();
    /** What Kafka allows (org.apache.kafka.common.internals.Topic), but for "." and "..". */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private static final String SCHEMA = "schema";
    private static final String TOPIC_TYPE = "topic";

    private final Optional<List<String>> registries;
    private final Findings findings;

    /** @param registries names of schema registries; empty where any may be named */
    ContractReader(Optional<List<String>> registries, Findings findings) {
        this.registries = registries;
        this.findings = findings;
    }

    ContractDraft read(Document document, Section root) {
        DocumentHead.check(root, findings, KIND, API_VERSION);
        State status = DocumentHead.status(root, findings, Rule.CONTRACT_STATUS);
        Optional<Text> id = root.text("id", Rule.CONTRACT_ID, "Give the contract an id, the one its port names.");
        root.text("name", Rule.CONTRACT_NAME, "Give the contract a name that people recognise.");
        Optional<VersionText> version = VersionText.read(root, Rule.CONTRACT_VERSION, findings);
        List<Section> servers = kafkaServers(root);
        Optional<Section> entry = schemaEntry(root, status);
        CustomProperties custom = customProperties(root, entry, servers);
        PropertyTable properties =
                entry.map(section -> new PropertyReader(findings).read(section)).orElse(PropertyTable.EMPTY);
        Optional<Text> topic = entry.flatMap(this::topic);
        PayloadFormat format = format(servers);
        SchemaReader schemas = new SchemaReader(custom, registries, findings);
        SchemaPlaces places = new SchemaPlaces(schemas.place(root.place()), properties.places());
        SchemaOrigin schema = schemas.read(format, topic);
        if (entry.isPresent()) {
            schemas.requireFor(format, schema, root.place("servers"));
        }
        List<String> keyFields = KeyRules.keyFields(custom, properties, findings);
        return new ContractDraft(
                document,
                root.place(),
                id,
                version,
                root.text("domain"),
                root.texts("tags"),
                topic,
                custom.text(CustomProperties.CLUSTER),
                format,
                checked(schema, format, properties, places),
                defaultStart(custom),
                KeyRules.compacted(custom, properties, keyFields, findings),
                properties.fields(),
                keyFields,
                new ContractTerms(
                        status,
                        root.place("status"),
                        notice(custom),
                        places,
                        retention(root, entry, properties),
                        entry.map(section -> new RecordRules(properties, findings).read(section))
                                .orElse(List.of())));
    }

    /** The origin, with what is found where it brings the schema's text along. */
    private SchemaOrigin checked(
            SchemaOrigin origin, PayloadFormat format, PropertyTable properties, SchemaPlaces places) {
        if (!origin.text().isEmpty()) {
            SchemaMatch.check(properties.fields(), places, format, origin.text(), Map.of(), origin.messageName())
                    .forEach(findings::add);
        }
        return origin;
    }

    private Optional<RetentionPromise> retention(Section root, Optional<Section> entry, PropertyTable properties) {
        Optional<String> name = entry.flatMap(section -> section.text("name")).map(Text::value);
        return new ServiceLevelRules(properties, name, findings).check(root);
    }

    private Duration notice(CustomProperties custom) {
        OptionalInt days = custom.days(CustomProperties.NOTICE_DAYS, findings);
        return days.isPresent() ? Duration.ofDays(days.getAsInt()) : ContractTerms.NOTICE_DEFAULT;
    }

    private CustomProperties customProperties(Section root, Optional<Section> entry, List<Section> servers) {
        List<Section> owners = new ArrayList<>(servers);
        entry.ifPresent(owners::add);
        owners.add(root);
        return CustomProperties.of(owners, findings);
    }

    /** The entry that describes the records; the first one where there are several. */
    private Optional<Section> schemaEntry(Section root, State status) {
        List<Section> entries = root.sections(SCHEMA);
        if (root.isEmpty(SCHEMA) && status != State.DRAFT) {
            findings.add(
                    Rule.CONTRACT_SCHEMA,
                    root.place(SCHEMA),
                    "The contract has no schema entry.",
                    "Describe the records in one entry with \"physicalType: topic\".");
        }
        if (entries.size() > 1) {
            findings.add(
                    Rule.CONTRACT_SCHEMA,
                    entries.get(1).place(),
                    "The contract has " + entries.size() + " schema entries; a port offers exactly one topic.",
                    "Give each topic a contract and a port of its own.");
        }
        Optional<Section> entry = entries.stream().findFirst();
        entry.ifPresent(this::checkEntry);
        return entry;
    }

    private void checkEntry(Section entry) {
        entry.text("name", Rule.CONTRACT_SCHEMA, "Name the kind of record it describes.");
        entry.text("physicalType", Rule.CONTRACT_PHYSICAL_TYPE, "Write \"physicalType: topic\".")
                .filter(type -> !type.value().equals(TOPIC_TYPE))
                .ifPresent(type ->
                        findings.notOneOf(Rule.CONTRACT_PHYSICAL_TYPE, type, "The physicalType", List.of(TOPIC_TYPE)));
    }

    private Optional<Text> topic(Section entry) {
        Optional<Text> name = entry.text("physicalName", Rule.CONTRACT_TOPIC, "Write the name of the topic.");
        name.filter(text -> !TOPIC.matcher(text.value()).matches())
                .ifPresent(text -> findings.add(
                        Rule.CONTRACT_TOPIC,
                        text.place(),
                        Findings.quoted(text.value()) + " cannot be the name of a topic.",
                        "Use letters, digits, \".\", \"_\" and \"-\", at most 249 of them."));
        return name.filter(text -> TOPIC.matcher(text.value()).matches());
    }

    private static List<Section> kafkaServers(Section root) {
        return root.sections("servers").stream()
                .filter(server -> server.text("type")
                        .filter(type -> type.value().equals("kafka"))
                        .isPresent())
                .toList();
    }

    private PayloadFormat format(List<Section> servers) {
        servers.stream()
                .flatMap(server -> server.text("format").stream())
                .filter(format -> !FORMATS.contains(format.value()))
                .forEach(format -> findings.add(
                        Rule.CONTRACT_FORMAT,
                        format.place(),
                        "The format " + Findings.quoted(format.value()) + " is not read by this gateway.",
                        Findings.suggestion(format.value(), FORMATS)));
        return servers.stream()
                .flatMap(server -> server.text("format").stream())
                .flatMap(format -> PayloadFormat.ofStandardName(format.value()).stream())
                .findFirst()
                .orElse(PayloadFormat.JSON);
    }

    private Edge defaultStart(CustomProperties custom) {
        Optional<Text> start = custom.text(CustomProperties.DEFAULT_START);
        start.filter(text -> !STARTS.contains(text.value()))
                .ifPresent(text -> findings.notOneOf(Rule.CONTRACT_DEFAULT_START, text, "The defaultStart", STARTS));
        return start.filter(text -> text.value().equals("latest")).isPresent() ? Edge.LATEST : Edge.EARLIEST;
    }
}
