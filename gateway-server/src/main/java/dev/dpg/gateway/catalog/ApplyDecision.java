package dev.dpg.gateway.catalog;

import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.state.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an {@link ApplyRequest} does to the catalogue: everything it asks for, or a refusal. Pure.
 *
 * @param request what is asked for
 * @param now the time of asking
 */
record ApplyDecision(ApplyRequest request, Instant now) implements Decision<CatalogEntry, List<AppliedPort>> {
    /** A message names this many conflicts; there are at most 64, and trailers are small. */
    private static final int CONFLICTS_NAMED_MAX = 5;

    @Override
    public Decided<CatalogEntry, List<AppliedPort>> decide(Map<String, CatalogEntry> table) {
        Optional<CatalogEntry.Request> before = RequestMemory.find(table, request.requestId(), request.digest(), now);
        if (before.isPresent()) {
            return Decided.nothing(answerAgain(before.get(), table));
        }
        refuseConflicts(table);
        Map<String, Optional<CatalogEntry>> writes = new LinkedHashMap<>();
        RequestMemory.forgotten(table, now).forEach(key -> writes.put(key, Optional.empty()));
        List<AppliedPort> applied = new ArrayList<>();
        for (PublishedPort port : request.ports()) {
            Optional<PublishedPort> published = published(table, port.name());
            if (published.isPresent() && stays(port, published.get())) {
                applied.add(new AppliedPort(Outcome.UNCHANGED, published.get()));
            } else {
                PublishedPort next = FieldNumbers.numbered(request.guard().admit(published, port), published);
                applied.add(new AppliedPort(published.isPresent() ? Outcome.UPDATED : Outcome.CREATED, next));
                writes.put(CatalogEntry.keyOf(port.name()), Optional.of(new CatalogEntry.Port(next)));
                writes.put(CatalogEntry.historyKeyOf(port.name()), Optional.of(history(table, published, next)));
            }
        }
        writes.put(CatalogEntry.keyOf(request.requestId()), Optional.of(remembered(applied)));
        return new Decided<>(writes, applied);
    }

    private static CatalogEntry history(
            Map<String, CatalogEntry> table, Optional<PublishedPort> published, PublishedPort next) {
        List<VersionNote> before = VersionHistory.of(table, CatalogEntry.historyKeyOf(next.name()));
        return new CatalogEntry.History(VersionHistory.after(before, published, next));
    }

    private List<AppliedPort> answerAgain(CatalogEntry.Request before, Map<String, CatalogEntry> table) {
        Map<PortName, PublishedPort> asked = request.ports().stream()
                .collect(Collectors.toMap(PublishedPort::name, port -> port, (first, repeated) -> first));
        return before.answers().stream()
                .map(answer -> new AppliedPort(answer.outcome(), asAnswered(answer, asked, table)))
                .toList();
    }

    /** The port as it was after the first request; where it was superseded since, from this request's copy. */
    private static PublishedPort asAnswered(
            CatalogEntry.Answer answer, Map<PortName, PublishedPort> asked, Map<String, CatalogEntry> table) {
        return published(table, answer.name())
                .filter(port -> port.version().equals(answer.version()))
                .or(() -> Optional.ofNullable(asked.get(answer.name()))
                        .map(port -> FieldNumbers.numbered(port, published(table, port.name()))
                                .appliedAt(answer.applyTime())))
                .orElseThrow(() -> new IllegalStateException("an answered port is neither published nor asked for"));
    }

    private void refuseConflicts(Map<String, CatalogEntry> table) {
        List<PublishedPort> conflicts = request.ports().stream()
                .filter(port -> published(table, port.name())
                        .filter(now -> !stays(port, now) && conflicts(port, now))
                        .isPresent())
                .toList();
        if (conflicts.isEmpty()) {
            return;
        }
        conflicts.forEach(
                port -> refuseIncompatible(port, published(table, port.name()).orElseThrow()));
        PublishedPort first = conflicts.get(0);
        String more = conflicts.size() > CONFLICTS_NAMED_MAX
                ? " (and " + (conflicts.size() - CONFLICTS_NAMED_MAX) + " more)"
                : "";
        String message = conflicts.stream()
                .limit(CONFLICTS_NAMED_MAX)
                .map(port -> conflict(port, published(table, port.name()).orElseThrow()))
                .collect(Collectors.joining("; ", "", more));
        throw Problem.of(Reason.VERSION_EXISTS, message + "; nothing was applied")
                .with("product", first.name().toString())
                .with("version", first.version().toString())
                .with(
                        "publishedVersion",
                        published(table, first.name()).orElseThrow().version().toString())
                .asException();
    }

    /** Whoever changes a version that is published is told first whom that hurts: it is no matter of numbers only. */
    private void refuseIncompatible(PublishedPort asked, PublishedPort published) {
        if (!asked.version().equals(published.version()) || asked.hasContractOf(published)) {
            return;
        }
        try {
            request.guard().admit(Optional.of(published), asked);
        } catch (ProblemException refused) {
            if (refused.problem().reason() == Reason.CONTRACT_INCOMPATIBLE) {
                throw refused;
            }
        }
    }

    /** A line that is over stays as it is while its contract does, whatever becomes of its product document. */
    private static boolean stays(PublishedPort asked, PublishedPort published) {
        boolean over = published.lifecycle().state() == Lifecycle.State.RETIRED;
        return over ? asked.hasContractOf(published) : isSame(asked, published);
    }

    private static boolean isSame(PublishedPort asked, PublishedPort published) {
        return asked.version().equals(published.version())
                && asked.hasContractOf(published)
                && asked.hasProductDocumentOf(published);
    }

    /**
     * What changes raises its version: the contract its own, the product document its own. So a port can be added beside
     * another without touching that one's contract, and an old copy of a document never replaces a newer one. What nobody can
     * read yet may change under its version.
     */
    private static boolean conflicts(PublishedPort asked, PublishedPort published) {
        int newer = asked.version().compareTo(published.version());
        if (newer != 0) {
            return newer < 0;
        }
        if (published.lifecycle().state().compareTo(Lifecycle.State.ACTIVE) < 0) {
            return false;
        }
        return !asked.hasContractOf(published)
                || (!asked.hasProductDocumentOf(published) && !hasNewerProductDocument(asked, published));
    }

    private static boolean hasNewerProductDocument(PublishedPort asked, PublishedPort published) {
        return asked.productVersion().compareTo(published.productVersion()) > 0;
    }

    private static String conflict(PublishedPort asked, PublishedPort published) {
        String name = "\"" + asked.name() + "\" ";
        if (!asked.version().equals(published.version())) {
            return name + "is published as " + published.version() + ", newer than " + asked.version()
                    + ": start from the published documents and raise their version";
        }
        return asked.hasContractOf(published)
                ? name + "is published with another product document of version " + published.productVersion()
                        + ": raise the product document's version to change it"
                : name + "is published as " + published.version()
                        + " with another contract: raise the contract's version to change it";
    }

    private static Optional<PublishedPort> published(Map<String, CatalogEntry> table, PortName pinned) {
        return table.get(CatalogEntry.keyOf(pinned)) instanceof CatalogEntry.Port entry
                ? Optional.of(entry.port())
                : Optional.empty();
    }

    private CatalogEntry.Request remembered(List<AppliedPort> applied) {
        List<CatalogEntry.Answer> answers = applied.stream()
                .map(one -> new CatalogEntry.Answer(
                        one.port().name(),
                        one.port().version(),
                        one.outcome(),
                        one.port().applyTime()))
                .toList();
        return new CatalogEntry.Request(request.digest(), now, answers);
    }
}
