package dev.dpg.gateway.contract;

import dev.dpg.gateway.problem.NearestName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What is not of the shape that a standard allows. Where a rule of our own blocks at the same place, that says more, and this
 * keeps silent.
 */
final class ShapeFindings {
    private final String file;
    private final Findings findings;
    /** Lines, columns and paths of what was found before. */
    private final Set<Place> before = new HashSet<>();

    ShapeFindings(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
        findings.all().stream().filter(Finding::blocks).forEach(finding -> before.add(finding.place()));
    }

    void wrongKind(YamlNode node, String path, String expected) {
        boolean quotes = node instanceof YamlNode.Scalar && expected.equals("a text");
        add(
                Rule.DOCUMENT_NODE_KIND,
                place(node, path),
                "Expected " + expected + ", found " + node.describe() + ".",
                quotes ? "Put it in quotes." : "Write " + expected + ".");
    }

    void wrongValue(YamlNode node, String path, String expected) {
        add(
                Rule.DOCUMENT_VALUE,
                place(node, path),
                "The standard does not allow " + node.describe() + " here.",
                "Write " + expected + ".");
    }

    void missing(YamlNode map, String path, String key) {
        add(
                Rule.DOCUMENT_REQUIRED,
                place(map, path),
                key + " is missing.",
                "Add " + Findings.quoted(key) + ": the standard requires it.");
    }

    void unknownKey(YamlNode.Scalar key, String path, Collection<String> known) {
        add(
                Rule.DOCUMENT_UNKNOWN_KEY,
                place(key, path),
                "The standard has no key " + Findings.quoted(key.text()) + " here.",
                NearestName.of(key.text(), known)
                        .map(nearest -> "Did you mean " + Findings.quoted(nearest) + "?")
                        .orElse("What is your own belongs under customProperties."));
    }

    private Place place(YamlNode node, String path) {
        return new Place(file, node.line(), node.column(), path);
    }

    private void add(Rule rule, Place place, String message, String remedy) {
        if (!before.contains(place)) {
            findings.add(rule, place, message, remedy);
        }
    }
}
