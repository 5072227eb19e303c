package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Lifecycle.State;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What both standards have at the top of their documents. Pure. */
final class DocumentHead {
    private static final List<String> STATUSES = List.of("proposed", "draft", "active", "deprecated", "retired");

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

    /** Holds {@code status} to the standards' words; what is not one of them counts as active. */
    static State status(Section root, Findings findings, Rule rule) {
        Optional<Text> written = root.text("status", rule, "Write \"status: active\".");
        written.filter(status -> !STATUSES.contains(status.value()))
                .ifPresent(status -> findings.notOneOf(rule, status, "The status", STATUSES));
        return written.map(Text::value)
                .filter(STATUSES::contains)
                .map(status -> State.valueOf(status.toUpperCase(Locale.ROOT)))
                .orElse(State.ACTIVE);
    }

    /**
     * Where a port stands by its two documents: not yet offered where one of them says so, at its end where one of them does,
     * else active.
     */
    static State together(State product, State contract) {
        State earlier = product.compareTo(contract) < 0 ? product : contract;
        State later = earlier == product ? contract : product;
        return earlier.compareTo(State.ACTIVE) < 0 ? earlier : later;
    }
}
