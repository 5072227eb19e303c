package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.DomainSettings;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.contract.DomainScope;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The lint, with what only clusters know. Thread-safe. */
public final class DocumentCheck {
    private final DocumentLint lint;
    private final TopicCheck topics;
    private final SchemaCheck schemas;

    /**
     * @param domains those that may publish; their clusters are among {@code clusters}
     * @param clusters where topics are looked up
     * @param schemas where the schemas of contracts are looked up
     */
    public DocumentCheck(Collection<DomainSettings> domains, Clusters clusters, SchemaSource schemas) {
        this.lint = new DocumentLint(domains.stream().map(DocumentCheck::scope).toList(), schemas.registries());
        this.topics = new TopicCheck(clusters);
        this.schemas = new SchemaCheck(schemas);
    }

    /**
     * All findings. Blocks until the clusters and the registries have answered.
     *
     * @param guard asked before anything of the domain is looked at
     * @throws ProblemException what the guard throws; {@code CLUSTER_DOWN}, {@code REGISTRY_DOWN}: topics or schemas cannot be looked up, and nothing else blocks
     */
    LintResult check(Document product, List<Document> contracts, DomainGuard guard) {
        LintResult linted = lint.lint(product, contracts);
        linted.domain().ifPresent(guard::requireMayPublish);
        LintResult result = schemas.resolved(linted);
        List<Finding> findings = new ArrayList<>(result.findings());
        try {
            findings.addAll(topics.check(result));
        } catch (ProblemException unanswered) {
            // Whoever has documents to correct can do that without the cluster.
            if (!result.blocking()) {
                throw unanswered;
            }
        }
        return new LintResult(result.domain(), result.understood(), result.topics(), findings);
    }

    /** What a domain may publish. */
    static DomainScope scope(DomainSettings domain) {
        return new DomainScope(domain.name(), domain.owner(), domain.clusters(), domain.topicPrefixes());
    }
}
