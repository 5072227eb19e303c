package dev.dpg.gateway.contract;

import java.util.List;

/** What both standards have at the top of their documents. Pure. */
final class DocumentHead {
    private static final String ACTIVE = "active";
    private static final List<String> STATUSES = List.of("proposed", "draft", ACTIVE, "deprecated", "retired");

    private DocumentHead() {}

    /** Holds {@code kind} and {@code apiVersion} to what a document in its place has to be. */
    static void check(Section root, Findings findings, String kind, String apiVersion) {
        root.text("kind", Rule.DOCUMENT_KIND, "Write \"kind: " + kind + "\".")
                .filter(written -> !written.value().equals(kind))
                .ifPresent(written -> findings.add(
                        Rule.DOCUMENT_KIND,
                        written.place(),
                        "A document of kind " + kind + " is expected here, this is of kind "
                                + Findings.quoted(written.value()) + ".",
                        "Write \"kind: " + kind + "\", or give the document in its own place."));
        root.text("apiVersion", Rule.DOCUMENT_API_VERSION, "Write \"apiVersion: " + apiVersion + "\".")
                .filter(written -> !written.value().equals(apiVersion))
                .ifPresent(written -> findings.add(
                        Rule.DOCUMENT_API_VERSION,
                        written.place(),
                        "Version " + Findings.quoted(written.value()) + " of the standard is not read by this gateway.",
                        "Write the document by " + apiVersion + " of the standard."));
    }

    /** Holds {@code status} to the standards' words, of which only one can be published. */
    static void checkStatus(Section root, Findings findings, Rule rule) {
        root.text("status", rule, "Write \"status: active\".")
                .filter(status -> !status.value().equals(ACTIVE))
                .ifPresent(status -> {
                    if (STATUSES.contains(status.value())) {
                        findings.add(
                                rule,
                                status.place(),
                                "A document with status " + Findings.quoted(status.value()) + " is not published.",
                                "Write \"status: active\" once it is meant to be offered.");
                    } else {
                        findings.notOneOf(rule, status, "The status", STATUSES);
                    }
                });
    }
}
