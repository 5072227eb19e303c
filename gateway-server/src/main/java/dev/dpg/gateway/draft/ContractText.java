package dev.dpg.gateway.draft;

import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.draft.PropertyDraft.Form;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.List;
import java.util.Optional;

/** Writes the ODCS document of a draft. Pure. */
final class ContractText {
    private static final int SCHEMA_ENTRY = 2;
    private static final int PROPERTIES = 3;

    private final DraftSubject subject;
    private final Content content;
    private final YamlText yaml = new YamlText();

    private ContractText(DraftSubject subject, Content content) {
        this.subject = subject;
        this.content = content;
    }

    /**
     * What records are.
     *
     * @param format how values are stored
     * @param registered where their schemas are registered; empty where they are not
     * @param properties what is in them
     * @param keyFields paths of those that are the records' key; may be empty
     */
    record Content(
            PayloadFormat format,
            Optional<Registered> registered,
            List<PropertyDraft> properties,
            List<String> keyFields) {
        /** Whether it can be told that the topic is compacted: without a key a contract may not say so. */
        boolean saysCompacted(DraftSubject subject) {
            return subject.compacted().orElse(false) && !keyFields.isEmpty();
        }
    }

    /**
     * Where schemas are registered.
     *
     * @param registry the registry's name in the gateway's configuration
     * @param subject the subject that the newest ones belong to; empty where there is none, and the text itself is written
     * @param schema the schema that values are read as
     * @param message full name of the protobuf message; empty for the first one, and for other formats
     */
    record Registered(String registry, String subject, RegisteredSchema schema, String message) {}

    /** The document. */
    static String of(DraftSubject subject, Content content) {
        ContractText text = new ContractText(subject, content);
        text.head();
        text.servers();
        text.schema();
        return text.yaml.toString();
    }

    private void head() {
        yaml.comment(
                0,
                "The contract of " + subject.name() + ": what a record holds and where records are. Drafted from the"
                        + " newest records of the topic; what only people know is marked with \"Decide\".");
        yaml.entry(0, "apiVersion", "v3.1.0")
                .entry(0, "kind", "DataContract")
                .entry(0, "id", subject.contractId())
                .entry(0, "name", subject.title())
                .raw(0, "version: 1.0.0")
                .entry(0, "status", "active")
                .entry(0, "domain", subject.name().domain());
        if (!subject.words().description().isBlank()) {
            yaml.raw(0, "description:")
                    .entry(1, "purpose", subject.words().description().strip());
        }
    }

    private void servers() {
        yaml.raw(0, "servers:")
                .entry(1, "- server", subject.cluster())
                .entry(SCHEMA_ENTRY, "type", "kafka")
                .comment(SCHEMA_ENTRY, "The gateway's own name of the cluster: readers never connect to it themselves.")
                .entry(SCHEMA_ENTRY, "host", subject.cluster())
                .entry(SCHEMA_ENTRY, "format", content.format().standardName());
    }

    private void schema() {
        yaml.raw(0, "schema:")
                .entry(1, "- name", subject.name().port())
                .entry(SCHEMA_ENTRY, "physicalType", "topic")
                .entry(SCHEMA_ENTRY, "physicalName", subject.topic());
        customProperties();
        yaml.comment(
                SCHEMA_ENTRY,
                "Decide: say with a \"description\" what each property means, and whether readers may rely"
                        + " on what is required: every sampled record had it.");
        yaml.raw(SCHEMA_ENTRY, "properties:");
        content.properties().forEach(property -> property(PROPERTIES, property));
    }

    private void customProperties() {
        YamlText entries = new YamlText();
        List<String> key = content.keyFields();
        if (key.size() == 1) {
            custom(entries, "kafkaKey", YamlText.scalar(key.get(0)));
        } else if (!key.isEmpty()) {
            entries.raw(PROPERTIES, "- property: kafkaKey").texts(PROPERTIES + 1, "value", key);
        }
        if (content.saysCompacted(subject)) {
            custom(entries, "cleanupPolicy", "compact");
        }
        if (!subject.clusterIsDefault()) {
            custom(entries, "cluster", YamlText.scalar(subject.cluster()));
        }
        content.registered().ifPresent(registered -> registered(entries, registered));
        String written = entries.toString();
        if (!written.isEmpty()) {
            yaml.raw(SCHEMA_ENTRY, "customProperties:").lines(written);
        }
    }

    private static void registered(YamlText entries, Registered registered) {
        custom(entries, "schemaRegistry", YamlText.scalar(registered.registry()));
        if (registered.subject().isEmpty()) {
            custom(entries, "schemaFraming", "confluent");
            custom(entries, "schema", YamlText.scalar(registered.schema().text()));
        } else {
            custom(entries, "schemaSubject", YamlText.scalar(registered.subject()));
        }
        if (!registered.message().isEmpty()) {
            custom(entries, "schemaMessage", YamlText.scalar(registered.message()));
        }
    }

    private static void custom(YamlText entries, String property, String value) {
        entries.raw(PROPERTIES, "- property: " + property).raw(PROPERTIES + 1, "value: " + value);
    }

    private void property(int indent, PropertyDraft property) {
        yaml.entry(indent, "- name", property.name());
        body(indent + 1, property);
    }

    /** What stands beside a property's name, and alone for the items of an array. */
    private void body(int indent, PropertyDraft property) {
        Form type = property.type();
        if (type.equals(Form.ANY) && property.properties().isEmpty()) {
            yaml.comment(
                    indent,
                    "Decide: an object without properties is read as whatever JSON can say; be exact if you can.");
        }
        yaml.entry(indent, "logicalType", type.logical().standardName());
        if (!type.physical().isEmpty()) {
            yaml.entry(indent, "physicalType", type.physical());
        }
        if (property.remarks().keyPosition() > 0) {
            yaml.raw(indent, "primaryKey: true")
                    .raw(indent, "primaryKeyPosition: " + property.remarks().keyPosition());
        }
        if (property.required()) {
            yaml.raw(indent, "required: true");
        }
        if (!property.remarks().description().isBlank()) {
            yaml.entry(indent, "description", property.remarks().description());
        }
        if (!type.format().isEmpty()) {
            yaml.raw(indent, "logicalTypeOptions:").entry(indent + 1, "format", type.format());
        }
        property.remarks().personal().ifPresent(data -> personal(indent, data, type.logical()));
        property.item().ifPresent(item -> {
            yaml.raw(indent, "items:");
            body(indent + 1, item);
        });
        if (!property.properties().isEmpty()) {
            yaml.raw(indent, "properties:");
            property.properties().forEach(inner -> property(indent + 1, inner));
        }
    }

    private void personal(int indent, PersonalData data, FieldType type) {
        yaml.comment(
                        indent,
                        "Decide: suspected personal data (" + data.words() + "). Confirm, or take these lines out.")
                .entry(indent, "classification", "confidential")
                .texts(indent, "tags", List.of(data.tag()))
                .raw(indent, "customProperties:")
                .raw(indent + 1, "- property: masking")
                .raw(indent + 2, "value: " + data.masking(type));
    }
}
