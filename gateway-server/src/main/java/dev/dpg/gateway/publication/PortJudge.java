package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.contract.ContractDiff;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintedPort;
import dev.dpg.gateway.contract.PortTerms;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.contract.VersionStep;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.product.SemanticVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges what documents would do to what is published, the same for a plan and for the real thing. */
final class PortJudge {
    private final LiveReaders readers;
    private final Set<String> confirmedRemovals;

    /**
     * @param readers asked only where a change is breaking
     * @param confirmedRemovals paths of properties that may go within their line, because nobody reads them any more
     */
    PortJudge(LiveReaders readers, Set<String> confirmedRemovals) {
        this.readers = readers;
        this.confirmedRemovals = Set.copyOf(confirmedRemovals);
    }

    /**
     * Judges one port.
     *
     * @param published the line as it is; empty where it is not there
     * @param earlier the newest line of the port before it; empty where there is none
     * @throws dev.dpg.gateway.problem.ProblemException {@code NOT_READY} where it matters who reads and that is not known
     */
    PortJudgement judge(LintedPort asked, Optional<PublishedPort> published, Optional<PublishedPort> earlier) {
        return published.isPresent() ? inLine(asked, published.get()) : newLine(asked, earlier);
    }

    private static PortJudgement newLine(LintedPort asked, Optional<PublishedPort> earlier) {
        List<Change> changes = earlier.map(before -> ContractDiff.between(before.content(), asked.port()))
                .orElse(List.of());
        VersionStep step = VersionStep.of(changes);
        List<Finding> findings = StatusRules.transition(asked.terms(), Optional.empty());
        return new PortJudgement(
                Outcome.CREATED,
                earlier,
                changes,
                step,
                earlier.map(before -> VersionStep.MAJOR.after(before.version()))
                        .orElse(asked.port().version()),
                new Lifecycle(asked.terms().status(), Optional.empty()),
                List.of(),
                findings);
    }

    private PortJudgement inLine(LintedPort asked, PublishedPort published) {
        CompiledPort port = asked.port();
        boolean contractChanged = ContractDiff.contractChanged(published.content(), port);
        boolean over = published.lifecycle().state() == State.RETIRED;
        boolean sameProduct = sameProduct(port, published);
        if (!contractChanged && (over || (sameProduct && port.version().equals(published.version())))) {
            return unchanged(published);
        }
        List<Change> changes = ContractDiff.between(published.content(), port);
        Judging judging = new Judging(asked, published, changes);
        if (contractChanged) {
            judging.judgeContract();
        } else {
            judging.judgeProduct(sameProduct);
        }
        return judging.result();
    }

    private static boolean sameProduct(CompiledPort port, PublishedPort published) {
        return Arrays.equals(
                port.productDocument().content(), published.productDocument().content());
    }

    private static PortJudgement unchanged(PublishedPort published) {
        return new PortJudgement(
                Outcome.UNCHANGED,
                Optional.of(published),
                List.of(),
                VersionStep.NONE,
                published.version(),
                published.lifecycle(),
                List.of(),
                List.of());
    }

    /** One judging of a line that is there; collects as it goes. */
    private final class Judging {
        private final CompiledPort port;
        private final PortTerms terms;
        private final PublishedPort published;
        private final List<Change> changes;
        private final List<Finding> findings = new ArrayList<>();
        private List<AffectedReader> affected = List.of();
        private VersionStep step = VersionStep.NONE;

        Judging(LintedPort asked, PublishedPort published, List<Change> changes) {
            this.port = asked.port();
            this.terms = asked.terms();
            this.published = published;
            this.changes = changes;
            findings.addAll(StatusRules.transition(terms, Optional.of(published.lifecycle())));
        }

        void judgeContract() {
            boolean unread = published.lifecycle().state().compareTo(State.ACTIVE) < 0;
            if (!unread) {
                judgeChanges();
            }
            int newer = port.version().compareTo(published.version());
            if (newer < 0 || (newer == 0 && !unread)) {
                publishedAlready(newer);
            } else if (port.version().compareTo(required()) < 0 && step != VersionStep.MAJOR) {
                findings.add(new Finding(
                        Rule.CONTRACT_VERSION_STEP,
                        terms.versionPlace(),
                        "The version " + port.version() + " rises by less than the changes since " + published.version()
                                + " ask for.",
                        "Write \"version: " + required() + "\", at the port too."));
            }
        }

        private void judgeChanges() {
            List<Change> breaking = changes.stream().filter(Change::breaking).toList();
            List<LiveReaders.Reader> reading = breaking.isEmpty() ? List.of() : readers.of(published.name());
            affected = AffectedReader.of(reading, breaking);
            List<Change> refused = breaking.stream()
                    .filter(change ->
                            !isConfirmed(change) || reading.stream().anyMatch(one -> one.reads(change.path())))
                    .toList();
            if (refused.isEmpty()) {
                VersionStep asked = VersionStep.of(changes.stream()
                        .filter(change -> !change.breaking() && !change.rule().equals(ContractDiff.PRODUCT_CHANGED))
                        .toList());
                step = max(asked, breaking.isEmpty() ? VersionStep.PATCH : VersionStep.MINOR);
            } else {
                step = VersionStep.MAJOR;
                findings.add(IncompatibleChange.finding(terms, published, refused, affected));
            }
        }

        private boolean isConfirmed(Change change) {
            return change.rule().equals(ContractDiff.FIELD_REMOVED) && confirmedRemovals.contains(change.path());
        }

        void judgeProduct(boolean sameProduct) {
            boolean raised = port.productVersion().compareTo(published.productVersion()) > 0;
            if (!port.version().equals(published.version())) {
                publishedAlready(port.version().compareTo(published.version()));
            } else if (!sameProduct && !raised) {
                findings.add(new Finding(
                        Rule.PRODUCT_VERSION_PUBLISHED,
                        terms.productVersionPlace(),
                        "The product document is published in version " + published.productVersion()
                                + " with another content.",
                        "Write \"version: " + VersionStep.PATCH.after(published.productVersion())
                                + "\" or a larger one at its top."));
            }
        }

        private void publishedAlready(int newer) {
            findings.add(new Finding(
                    Rule.CONTRACT_VERSION_PUBLISHED,
                    terms.versionPlace(),
                    newer == 0
                            ? "The version " + published.version() + " is published with another contract."
                            : "The version " + published.version() + " is published, and this one is " + port.version()
                                    + ".",
                    newer == 0
                            ? "Write \"version: " + required() + "\", at the port too."
                            : "Start from the published documents, and raise their version."));
        }

        private SemanticVersion required() {
            return step.after(published.version());
        }

        PortJudgement result() {
            return new PortJudgement(
                    Outcome.UPDATED,
                    Optional.of(published),
                    changes,
                    step,
                    required(),
                    StatusRules.next(terms, published.lifecycle()),
                    affected,
                    findings);
        }

        private static VersionStep max(VersionStep one, VersionStep other) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }
}
