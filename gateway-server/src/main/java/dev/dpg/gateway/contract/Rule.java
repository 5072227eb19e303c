package dev.dpg.gateway.contract;

import dev.dpg.gateway.contract.Finding.Severity;

/**
 * Every rule that documents are held to. Ids are part of the contract with whoever reads findings by program: they are
 * never changed and never given to another rule.
 */
public enum Rule {
    /** A document is larger than 192 KiB. */
    DOCUMENT_SIZE("document.size"),
    /** A document is not UTF-8, or holds characters that YAML does not allow. */
    DOCUMENT_ENCODING("document.encoding"),
    /** A document is not one YAML 1.2 document. */
    DOCUMENT_SYNTAX("document.syntax"),
    /** A document is nested too deep, its aliases make it too large, or it promises too many things of each record. */
    DOCUMENT_LIMIT("document.limit"),
    /** A key stands twice in one map. */
    DOCUMENT_DUPLICATE_KEY("document.duplicate_key"),
    /** Something of another kind is expected: a list, a map, a text, a number. */
    DOCUMENT_NODE_KIND("document.node_kind"),
    /** A key that the standard does not have. */
    DOCUMENT_UNKNOWN_KEY("document.unknown_key"),
    /** A key is missing that the standard requires. */
    DOCUMENT_REQUIRED("document.required"),
    /** A value that the standard does not allow. */
    DOCUMENT_VALUE("document.value"),
    /** {@code kind} is not what a document in this place is. */
    DOCUMENT_KIND("document.kind"),
    /** {@code apiVersion} is not the version of the standard that this gateway reads. */
    DOCUMENT_API_VERSION("document.api_version"),

    /** The product has no id. */
    PRODUCT_ID("product.id"),
    /** The product has no name. */
    PRODUCT_NAME("product.name"),
    /** The product's version is missing or not major.minor.patch. */
    PRODUCT_VERSION("product.version"),
    /** The product's status is not one of the standard's. */
    PRODUCT_STATUS("product.status"),
    /** The product document is published already in this version with another content. */
    PRODUCT_VERSION_PUBLISHED("product.version.published"),
    /** The product names no domain, or one that the gateway does not know. */
    PRODUCT_DOMAIN("product.domain"),
    /** The product names no channel for questions. */
    PRODUCT_SUPPORT("product.support", Severity.WARNING),
    /** An active product without an owner who stays. */
    PRODUCT_OWNER("product.owner"),
    /** The product has no output port, or more than 64. */
    PRODUCT_PORTS("product.ports"),
    /** The name of a port is missing or not {@code [a-z][a-z0-9_]*}. */
    PORT_NAME("product.port.name"),
    /** The version of a port is missing or not major.minor.patch. */
    PORT_VERSION("product.port.version"),
    /** Two ports have the same name and major version. */
    PORT_DUPLICATE("product.port.duplicate"),
    /** The names of the port's typed service would be among those of Protocol Buffers, gRPC or the gateway itself. */
    PORT_TYPED_NAME("product.port.typed_name"),
    /** A port's contractId is missing, or does not lead to exactly one of the contracts. */
    PORT_CONTRACT("product.port.contract"),
    /** A port and its contract have different versions. */
    PORT_CONTRACT_VERSION("product.port.contract_version"),

    /** The contract has no id. */
    CONTRACT_ID("contract.id"),
    /** Two contracts have the same id and version. */
    CONTRACT_DUPLICATE("contract.duplicate"),
    /** The contract has no name. */
    CONTRACT_NAME("contract.name", Severity.WARNING),
    /** The contract's version is missing or not major.minor.patch. */
    CONTRACT_VERSION("contract.version"),
    /** The contract's status is not one of the standard's. */
    CONTRACT_STATUS("contract.status"),
    /** The documents' status does not follow the one that the line has: back to draft, or to an end that was not announced. */
    CONTRACT_STATUS_TRANSITION("contract.status.transition"),
    /** The version is published already with another content, or a newer one is. */
    CONTRACT_VERSION_PUBLISHED("contract.version.published"),
    /** The version rises by less than its changes ask for. */
    CONTRACT_VERSION_STEP("contract.version.step"),
    /** Changes would break readers within the major line. */
    CONTRACT_INCOMPATIBLE("contract.incompatible"),
    /** The contract names another domain than the product. */
    CONTRACT_DOMAIN("contract.domain", Severity.WARNING),
    /** No output port names the contract. */
    CONTRACT_UNUSED("contract.unused", Severity.WARNING),
    /** The contract does not have exactly one schema entry, or it has no name. */
    CONTRACT_SCHEMA("contract.schema"),
    /** The schema entry is not a topic. */
    CONTRACT_PHYSICAL_TYPE("contract.physical_type"),
    /** The topic is not named, or by a name that Kafka does not allow. */
    CONTRACT_TOPIC("contract.topic"),
    /** The topic does not begin with one of the domain's prefixes, or is an internal one. */
    CONTRACT_TOPIC_PREFIX("contract.topic.prefix"),
    /** There is no such topic on the cluster. */
    CONTRACT_TOPIC_EXISTS("contract.topic.exists"),
    /** The schema entry has no properties. */
    CONTRACT_PROPERTIES("contract.properties"),
    /** A property has no name, or one with characters that make its path ambiguous. */
    PROPERTY_NAME("contract.property.name"),
    /** A property's name is no identifier, so that filters and typed messages cannot have it verbatim. */
    PROPERTY_NAMING("contract.property.naming", Severity.WARNING),
    /** A logicalTypeOptions' value that no record can be compared with. */
    PROPERTY_OPTION("contract.property.option"),
    /** An expression over records that is none. */
    CONTRACT_QUALITY_EXPRESSION("contract.quality.expression"),
    /** Most of the newest records break a rule of the contract. */
    CONTRACT_QUALITY_BROKEN("contract.quality.broken"),
    /** Some of the newest records break a rule of the contract. */
    CONTRACT_QUALITY_FAILURES("contract.quality.failures", Severity.WARNING),
    /** Most of the newest records cannot be read as the contract says. */
    CONTRACT_SAMPLE_UNREADABLE("contract.sample.unreadable"),
    /** The topic has no record that could be looked at. */
    CONTRACT_SAMPLE_EMPTY("contract.sample.empty", Severity.WARNING),
    /** Personal data without a mask. */
    PROPERTY_MASK("contract.property.mask"),
    /** A mask that there is not, or that does not fit the property's values. */
    PROPERTY_MASKING("contract.property.masking"),
    /** Two properties beside each other have the same name. */
    PROPERTY_DUPLICATE("contract.property.duplicate"),
    /** Two properties beside each other have the same name in the product's typed service. */
    PROPERTY_TYPED_NAME("contract.property.typed_name"),
    /** A property's logicalType is missing or not one of the standard's. */
    PROPERTY_TYPE("contract.property.type"),
    /** A property has items or properties that its type cannot have, or lacks those it needs. */
    PROPERTY_NESTING("contract.property.nesting"),
    /** A property of the primary key is not required. */
    CONTRACT_PRIMARY_KEY("contract.primary_key"),
    /** kafkaKey names no property, or one that cannot be a key. */
    CONTRACT_KAFKA_KEY("contract.kafka_key"),
    /** A compacted topic without a primary key that is its Kafka key. */
    CONTRACT_COMPACTION_KEY("contract.compaction_key"),
    /** cleanupPolicy is neither compact nor delete. */
    CONTRACT_CLEANUP_POLICY("contract.cleanup_policy"),
    /** The contract says that the topic is compacted and the topic is not, or the other way round. */
    CONTRACT_CLEANUP_POLICY_TOPIC("contract.cleanup_policy.topic", Severity.WARNING),
    /** The contract promises to keep records for longer than the topic does. */
    CONTRACT_RETENTION("contract.retention"),
    /** The unit of a service level is missing, unknown, or may mean two things. */
    CONTRACT_SLA_UNIT("contract.sla.unit"),
    /** The element of a service level is no property that holds a time. */
    CONTRACT_SLA_ELEMENT("contract.sla.element"),
    /** The cluster is not one of the domain's. */
    CONTRACT_CLUSTER("contract.cluster"),
    /** defaultStart is neither earliest nor latest. */
    CONTRACT_DEFAULT_START("contract.default_start"),
    /** deprecationNoticeDays is not a number of days. */
    CONTRACT_NOTICE("contract.notice"),
    /** A custom property that the gateway uses is given twice. */
    CONTRACT_CUSTOM_PROPERTY("contract.custom_property"),
    /** A Kafka server's format is not one that this gateway reads. */
    CONTRACT_FORMAT("contract.format"),
    /** A format that needs a schema has none, or has one from two places. */
    CONTRACT_SCHEMA_ORIGIN("contract.schema.origin"),
    /** schemaRegistry names none that the gateway knows, or does not say which of several. */
    CONTRACT_SCHEMA_REGISTRY("contract.schema.registry"),
    /** schemaFraming is neither confluent nor none. */
    CONTRACT_SCHEMA_FRAMING("contract.schema.framing"),
    /** schemaMessage is given where there are no messages. */
    CONTRACT_SCHEMA_MESSAGE("contract.schema.message"),
    /** The schema is none, of another format than the contract's, or none of records. */
    CONTRACT_SCHEMA_TEXT("contract.schema.text"),
    /** The registry has no such subject. */
    CONTRACT_SCHEMA_SUBJECT("contract.schema.subject"),
    /** A property is not in the schema, or is something else there. */
    CONTRACT_SCHEMA_PROPERTY("contract.schema.property");

    private final String id;
    private final Severity severity;

    Rule(String id) {
        this(id, Severity.BLOCKING);
    }

    Rule(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    /** The stable id, for instance {@code contract.property.type}. */
    public String id() {
        return id;
    }

    /** Whether documents that break the rule can be published. */
    public Severity severity() {
        return severity;
    }
}
