package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.AppliedPort;
import dev.dpg.gateway.catalog.ApplyRequest;
import dev.dpg.gateway.catalog.CatalogWriter;
import dev.dpg.gateway.catalog.DomainSettings;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.contract.DomainScope;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Lifecycle;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Publishes documents. Thread-safe. */
public final class Publisher {
    private final DocumentLint lint;
    private final TopicCheck topics;
    private final SchemaCheck schemas;
    private final CatalogWriter catalog;
    private final InstantSource clock;

    /**
     * @param domains those that may publish; their clusters are among {@code clusters}
     * @param clusters where topics are looked up
     * @param catalog what is published to
     * @param schemas where schemas are looked up
     * @param clock tells the apply time
     */
    public Publisher(
            Collection<DomainSettings> domains,
            Clusters clusters,
            SchemaSource schemas,
            CatalogWriter catalog,
            InstantSource clock) {
        this.lint = new DocumentLint(domains.stream().map(Publisher::scope).toList(), schemas.registries());
        this.topics = new TopicCheck(clusters);
        this.schemas = new SchemaCheck(schemas);
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Publishes every output port of a product, all or none. Applying what is published already changes nothing. Blocks
     * until the clusters have answered and the catalogue is written, so it is called on a control thread.
     *
     * @throws ProblemException {@code BAD_REQUEST}: the request is malformed; {@code BAD_CONTRACT}: findings block, each a
     *     {@link FieldViolation}; {@code CLUSTER_DOWN}, {@code REGISTRY_DOWN}: topics or schemas cannot be looked up; and what {@link CatalogWriter#apply}
     *     throws
     */
    public Publication apply(PublishRequest request) {
        RequestRules.check(request);
        LintResult result = schemas.resolved(lint.lint(request.product(), request.contracts()));
        List<Finding> findings = withMissingTopics(result);
        refuse(request, findings);
        List<PublishedPort> ports = published(result.ports(), clock.instant());
        byte[] digest = DocumentDigest.of(request.product(), request.contracts());
        List<AppliedPort> applied = catalog.apply(new ApplyRequest(request.requestId(), digest, ports));
        return new Publication(applied, findings);
    }

    private List<Finding> withMissingTopics(LintResult result) {
        List<Finding> findings = new ArrayList<>(result.findings());
        try {
            findings.addAll(topics.missing(result.topics()));
        } catch (ProblemException unanswered) {
            // Whoever has documents to correct can do that without the cluster.
            if (findings.stream().noneMatch(Finding::blocks)) {
                throw unanswered;
            }
        }
        return findings;
    }

    private static void refuse(PublishRequest request, List<Finding> findings) {
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
                        "\"" + request.product().fileName() + "\" is not published: " + number + blocking.get(0),
                        Map.of(),
                        violations)
                .asException();
    }

    private static FieldViolation violation(Finding finding) {
        return new FieldViolation(
                finding.place().toString(), finding.rule().id(), finding.message() + " " + finding.remedy());
    }

    private static List<PublishedPort> published(List<CompiledPort> ports, Instant applyTime) {
        return ports.stream()
                .map(port -> new PublishedPort(port, Lifecycle.ACTIVE, applyTime))
                .toList();
    }

    private static DomainScope scope(DomainSettings domain) {
        return new DomainScope(domain.name(), domain.owner(), domain.clusters(), domain.topicPrefixes());
    }
}
