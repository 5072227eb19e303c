package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the key of a record may be made of. Pure. */
final class KeyRules {
    private static final Set<FieldType> COMPOSITE = Set.of(FieldType.OBJECT, FieldType.ARRAY);
    private static final String COMPACT = "compact";
    private static final List<String> CLEANUP_POLICIES = List.of(COMPACT, "delete");

    private KeyRules() {}

    /**
     * Paths of the properties that form the record's key: what the contract gives as kafkaKey. The primary key is something
     * else, what makes a record unique, and is not taken for it: flights are keyed by their origin so that one airport's
     * flights stay in order.
     */
    static List<String> keyFields(CustomProperties custom, PropertyTable properties, Findings findings) {
        List<Text> key = custom.texts(CustomProperties.KAFKA_KEY);
        for (Text part : key) {
            Optional<Field> field = properties.field(part.value());
            if (field.isEmpty()) {
                findings.notOneOf(Rule.CONTRACT_KAFKA_KEY, part, "The property", properties.paths());
            } else if (COMPOSITE.contains(field.get().type()) || part.value().contains("[]")) {
                findings.add(
                        Rule.CONTRACT_KAFKA_KEY,
                        part.place(),
                        "The property " + Findings.quoted(part.value()) + " cannot be a key: it is "
                                + field.get().type().standardName() + " or within an array.",
                        "Name a property with a single value.");
            }
        }
        return key.stream().map(Text::value).toList();
    }

    /** Whether the contract says that the topic is compacted. Compaction keeps one record of a key: it has to be the one. */
    static boolean compacted(
            CustomProperties custom, PropertyTable properties, List<String> keyFields, Findings findings) {
        Optional<Text> policy = custom.text(CustomProperties.CLEANUP_POLICY);
        policy.filter(text -> !CLEANUP_POLICIES.contains(text.value()))
                .ifPresent(text ->
                        findings.notOneOf(Rule.CONTRACT_CLEANUP_POLICY, text, "The cleanupPolicy", CLEANUP_POLICIES));
        boolean compacted = policy.filter(text -> text.value().equals(COMPACT)).isPresent();
        boolean keyed = !keyFields.isEmpty() && Set.copyOf(keyFields).equals(Set.copyOf(properties.primaryKey()));
        if (compacted && !keyed) {
            findings.add(
                    Rule.CONTRACT_COMPACTION_KEY,
                    policy.get().place(),
                    "A compacted topic keeps the newest record of a key, so its kafkaKey has to be the primary key.",
                    "Mark the key's properties with \"primaryKey: true\" and name the same ones as kafkaKey.");
        }
        return compacted;
    }
}
