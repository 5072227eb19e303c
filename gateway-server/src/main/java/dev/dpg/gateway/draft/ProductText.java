package dev.dpg.gateway.draft;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes the ODPS document of a draft. Pure. */
final class ProductText {
    private ProductText() {}

    /** The document; what nobody said is in the notes. */
    static String of(DraftSubject subject, Notes notes) {
        YamlText yaml = new YamlText();
        yaml.comment(
                0,
                "The product: who offers what, and by which contract. Published as " + subject.name()
                        + ".v1. Drafted; what only people know is marked with \"Decide\".");
        yaml.entry(0, "apiVersion", "v1.0.0")
                .entry(0, "kind", "DataProduct")
                .comment(0, "Stays the same for as long as the product lives.")
                .entry(0, "id", id(subject))
                .entry(0, "name", subject.title())
                .raw(0, "version: 1.0.0")
                .entry(0, "status", "active")
                .entry(0, "domain", subject.name().domain());
        description(yaml, subject, notes);
        yaml.raw(0, "outputPorts:")
                .entry(1, "- name", subject.name().port())
                .entry(2, "type", "topic")
                .raw(2, "version: 1.0.0")
                .entry(2, "contractId", subject.contractId());
        support(yaml, subject, notes);
        owner(yaml, subject, notes);
        return yaml.toString();
    }

    private static String id(DraftSubject subject) {
        return UUID.nameUUIDFromBytes(("dpg:" + subject.name()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static void description(YamlText yaml, DraftSubject subject, Notes notes) {
        String said = subject.words().description().strip();
        if (said.isEmpty()) {
            yaml.comment(0, "Decide: what it is for, in a sentence or two. For example:")
                    .comment(0, "description:")
                    .raw(0, "#   purpose: What a record tells, and who reads it for what.");
            notes.add("Say what the product is for (description.purpose, or --description).");
        } else {
            yaml.raw(0, "description:").entry(1, "purpose", said);
        }
    }

    private static void support(YamlText yaml, DraftSubject subject, Notes notes) {
        String said = subject.words().support().strip();
        if (said.isEmpty()) {
            yaml.comment(0, "Decide: where questions go. For example:")
                    .comment(0, "support:")
                    .raw(0, "#   - channel: " + subject.contractId())
                    .raw(0, "#     url: mailto:" + subject.contractId() + "@example.com");
            notes.add("Say where questions go (support, or --support).");
        } else {
            yaml.raw(0, "support:")
                    .entry(1, "- channel", subject.contractId())
                    .entry(2, "url", DraftSubject.supportUrl(said));
        }
    }

    private static void owner(YamlText yaml, DraftSubject subject, Notes notes) {
        String said = subject.words().owner().strip();
        if (!said.isEmpty()) {
            yaml.raw(0, "team:").entry(1, "name", said);
        } else if (!subject.words().domainOwner().isBlank()) {
            yaml.comment(0, "The domain's own team; decide whether another one answers for the product.")
                    .raw(0, "team:")
                    .entry(1, "name", subject.words().domainOwner().strip());
        } else {
            yaml.comment(0, "Decide: which team answers for it. For example:")
                    .comment(0, "team:")
                    .raw(0, "#   name: The team");
            notes.add("Say which team answers for the product (team.name, or --owner).");
        }
    }
}
