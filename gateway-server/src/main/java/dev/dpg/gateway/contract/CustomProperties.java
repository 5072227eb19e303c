package dev.dpg.gateway.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The custom properties of a contract that mean something to the gateway. They may stand at the contract, at its schema
 * entry or at its Kafka server, wherever the author finds them natural, but each only once. Others are the author's own and
 * pass without a word.
 */
final class CustomProperties {
    static final String KAFKA_KEY = "kafkaKey";
    static final String CLEANUP_POLICY = "cleanupPolicy";
    static final String CLUSTER = "cluster";
    static final String DEFAULT_START = "defaultStart";
    static final String SCHEMA_REGISTRY = "schemaRegistry";
    static final String SCHEMA_SUBJECT = "schemaSubject";
    static final String SCHEMA_FRAMING = "schemaFraming";
    static final String SCHEMA = "schema";
    static final String SCHEMA_MESSAGE = "schemaMessage";
    static final String NOTICE_DAYS = "deprecationNoticeDays";

    private static final List<String> KNOWN = List.of(
            KAFKA_KEY,
            CLEANUP_POLICY,
            CLUSTER,
            DEFAULT_START,
            NOTICE_DAYS,
            SCHEMA_REGISTRY,
            SCHEMA_SUBJECT,
            SCHEMA_FRAMING,
            SCHEMA,
            SCHEMA_MESSAGE);
    private static final int DAYS_MAX = 3_650;
    private static final String VALUE = "value";

    private final Map<String, Section> byName = new LinkedHashMap<>();

    private CustomProperties() {}

    /** Those that stand at any of these sections. */
    static CustomProperties of(List<Section> owners, Findings findings) {
        CustomProperties properties = new CustomProperties();
        for (Section owner : owners) {
            for (Section property : owner.sections("customProperties")) {
                property.text("property")
                        .filter(name -> KNOWN.contains(name.value()))
                        .ifPresent(name -> properties.put(name, property, findings));
            }
        }
        return properties;
    }

    private void put(Text name, Section property, Findings findings) {
        Section first = byName.putIfAbsent(name.value(), property);
        if (first != null) {
            findings.add(
                    Rule.CONTRACT_CUSTOM_PROPERTY,
                    name.place(),
                    "The custom property " + name.value() + " is given a second time; the first is in line "
                            + first.place().line() + ".",
                    "Keep one of them.");
        }
    }

    /** The text that a property has as its value. */
    Optional<Text> text(String name) {
        return Optional.ofNullable(byName.get(name)).flatMap(property -> property.text(VALUE));
    }

    /** The texts that a property has as its value, which may be one text or a list of them. */
    List<Text> texts(String name) {
        return Optional.ofNullable(byName.get(name))
                .map(property -> property.textOrTexts(VALUE))
                .orElse(List.of());
    }

    /** The number of days that a property has as its value; empty where it is not there or not one. */
    OptionalInt days(String name, Findings findings) {
        Section property = byName.get(name);
        if (property == null || !property.has(VALUE)) {
            return OptionalInt.empty();
        }
        OptionalInt days = property.integer(VALUE);
        if (days.isPresent() && (days.getAsInt() < 0 || days.getAsInt() > DAYS_MAX)) {
            findings.add(
                    Rule.CONTRACT_NOTICE,
                    property.place(VALUE),
                    name + " has to be 0 to " + DAYS_MAX + ".",
                    "Write a number of days.");
            return OptionalInt.empty();
        }
        return days;
    }
}
