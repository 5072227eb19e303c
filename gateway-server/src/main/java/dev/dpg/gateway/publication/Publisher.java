package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.AppliedPort;
import dev.dpg.gateway.catalog.ApplyGuard;
import dev.dpg.gateway.catalog.ApplyRequest;
import dev.dpg.gateway.catalog.CatalogWriter;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.contract.LintedPort;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.PortName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Publishes documents. Thread-safe. */
public final class Publisher {
    private final DocumentCheck check;
    private final Optional<SampleQuality> quality;
    private final LiveReaders readers;
    private final CatalogWriter catalog;
    private final InstantSource clock;

    /**
     * A publisher that looks at no record.
     *
     * @param check finds what is wrong with documents
     * @param readers asked where a change may hurt somebody
     * @param catalog what is published to
     * @param clock tells the apply time
     */
    public Publisher(DocumentCheck check, LiveReaders readers, CatalogWriter catalog, InstantSource clock) {
        this(check, Optional.empty(), readers, catalog, clock);
    }

    /**
     * A publisher.
     *
     * @param quality holds the newest records to contracts; empty: that is left out
     */
    public Publisher(
            DocumentCheck check,
            Optional<SampleQuality> quality,
            LiveReaders readers,
            CatalogWriter catalog,
            InstantSource clock) {
        this.check = check;
        this.quality = quality;
        this.readers = readers;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** As {@link #apply(PublishRequest, DomainGuard)}, for whoever may publish everywhere. */
    public Publication apply(PublishRequest request) {
        return apply(request, DomainGuard.OPEN);
    }

    /**
     * Publishes every output port of a product, all or none. Applying what is published already changes nothing. Blocks
     * until the clusters have answered and the catalogue is written, so it is called on a control thread.
     *
     * @param guard asked for the domain that the documents name
     * @throws ProblemException what the guard throws; {@code BAD_REQUEST}: the request is malformed; {@code BAD_CONTRACT}: findings block, each a
     *     {@link FieldViolation}; {@code CONTRACT_INCOMPATIBLE}: changes would break readers within their line; {@code
     *     CLUSTER_DOWN}, {@code REGISTRY_DOWN}: topics or schemas cannot be looked up; and what {@link CatalogWriter#apply} throws
     */
    public Publication apply(PublishRequest request, DomainGuard guard) {
        RequestRules.check(request);
        LintResult result = check.check(request.product(), request.contracts(), guard);
        List<Finding> findings = new ArrayList<>(result.findings());
        if (!result.blocking()) {
            quality.ifPresent(sampling -> result.understood()
                    .forEach(port -> findings.addAll(
                            sampling.forApply(port, result.understood().size()).findings())));
        }
        refuse(request.product(), findings);
        Instant now = clock.instant();
        List<PublishedPort> ports = result.understood().stream()
                .map(one ->
                        new PublishedPort(one.port(), new Lifecycle(one.terms().status(), Optional.empty()), now))
                .toList();
        List<AppliedPort> applied = catalog.apply(
                new ApplyRequest(request.requestId(), DocumentDigest.of(request), ports, guard(request, result)));
        return new Publication(applied, findings);
    }

    private ApplyGuard guard(PublishRequest request, LintResult result) {
        PortJudge judge = new PortJudge(readers, request.confirmedRemovals());
        Map<PortName, LintedPort> asked = result.understood().stream()
                .collect(Collectors.toMap(one -> one.port().name(), Function.identity()));
        return (published, port) -> {
            // A new line is judged against nothing: what it changes is the plan's to tell.
            PortJudgement judgement = judge.judge(
                    Objects.requireNonNull(asked.get(port.name()), "a port of the request"),
                    published,
                    Optional.empty());
            published.ifPresent(before -> refuseIncompatible(before, judgement));
            refuse(request.product(), judgement.findings());
            return port.at(judgement.lifecycle());
        };
    }

    private static void refuseIncompatible(PublishedPort before, PortJudgement judgement) {
        for (Finding finding : judgement.findings()) {
            if (finding.rule() == Rule.CONTRACT_INCOMPATIBLE) {
                throw IncompatibleChange.problem(before, judgement, finding).asException();
            }
        }
    }

    private static void refuse(Document product, List<Finding> findings) {
        List<Finding> blocking = findings.stream().filter(Finding::blocks).toList();
        if (blocking.isEmpty()) {
            return;
        }
        String number =
                blocking.size() == 1 ? "a finding blocks it: " : blocking.size() + " findings block it, first: ";
        List<Problem.Detail> violations =
                blocking.stream().<Problem.Detail>map(Publisher::violation).toList();
        throw new Problem(
                        Reason.BAD_CONTRACT,
                        "\"" + product.fileName() + "\" is not published: " + number + blocking.get(0),
                        Map.of(),
                        violations)
                .asException();
    }

    private static FieldViolation violation(Finding finding) {
        return new FieldViolation(
                finding.place().toString(), finding.rule().id(), finding.message() + " " + finding.remedy());
    }
}
