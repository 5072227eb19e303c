package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.SemanticVersion;
import java.util.Optional;

/**
 * A version of a document, and where it stands.
 *
 * @param value the version
 * @param place of the value
 */
record VersionText(SemanticVersion value, Place place) {
    private static final String REMEDY = "Write three numbers, for instance \"1.0.0\": major.minor.patch.";

    /** The version of a document or port; empty, with a finding, where it is missing or not one. */
    static Optional<VersionText> read(Section section, Rule rule, Findings findings) {
        Optional<Text> written = section.written("version");
        if (!section.has("version")) {
            findings.add(rule, section.place("version"), "version is missing.", REMEDY);
        }
        return written.flatMap(text -> {
            Optional<SemanticVersion> version = SemanticVersion.parse(text.value());
            if (version.isEmpty()) {
                findings.add(
                        rule,
                        text.place(),
                        "The version " + Findings.quoted(text.value()) + " is not major.minor.patch.",
                        REMEDY);
            }
            return version.map(value -> new VersionText(value, text.place()));
        });
    }
}
