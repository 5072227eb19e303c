package dev.dpg.gateway.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private static final List<String> KNOWN = List.of(KAFKA_KEY, CLEANUP_POLICY, CLUSTER, DEFAULT_START);
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
}
