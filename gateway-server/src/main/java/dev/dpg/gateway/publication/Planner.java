package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.contract.LintedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what applying documents would do. Writes nothing. Thread-safe. */
public final class Planner {
    private final DocumentCheck check;
    private final Optional<SampleQuality> quality;
    private final LiveReaders readers;
    private final Catalog catalog;

    /**
     * A planner that looks at no record.
     *
     * @param check finds what is wrong with documents
     * @param readers asked where a change may hurt somebody
     * @param catalog what is published
     */
    public Planner(DocumentCheck check, LiveReaders readers, Catalog catalog) {
        this(check, Optional.empty(), readers, catalog);
    }

    /**
     * A planner.
     *
     * @param quality holds the newest records to contracts; empty: that is left out
     */
    public Planner(DocumentCheck check, Optional<SampleQuality> quality, LiveReaders readers, Catalog catalog) {
        this.check = check;
        this.quality = quality;
        this.readers = readers;
        this.catalog = catalog;
    }

    /** As {@link #plan(PlanRequest, DomainGuard)}, for whoever may publish everywhere. */
    public Plan plan(PlanRequest request) {
        return plan(request, DomainGuard.OPEN);
    }

    /**
     * The plan. Blocks until the clusters have answered.
     *
     * @param guard asked for the domain that the documents name
     * @throws dev.dpg.gateway.problem.ProblemException what the guard throws; {@code BAD_REQUEST}: the request is malformed; {@code CLUSTER_DOWN}; {@code
     *     NOT_READY}
     */
    public Plan plan(PlanRequest request, DomainGuard guard) {
        RequestRules.check(request);
        LintResult result = check.check(request.product(), request.contracts(), guard);
        List<Finding> findings = new ArrayList<>(result.findings());
        PortJudge judge = new PortJudge(readers, request.confirmedRemovals());
        List<PortPlan> ports = new ArrayList<>();
        for (LintedPort asked : result.understood()) {
            PortJudgement judgement = judge.judge(
                    asked,
                    catalog.find(asked.port().name()),
                    catalog.before(asked.port().name()));
            findings.addAll(judgement.findings());
            SampleReport sample = quality.filter(sampling -> !request.skipSample())
                    .map(sampling -> sampling.forPlan(asked, result.understood().size()))
                    .orElse(SampleReport.NONE);
            findings.addAll(sample.findings());
            ports.add(plan(asked, judgement, sample));
        }
        return new Plan(findings, ports);
    }

    private static PortPlan plan(LintedPort asked, PortJudgement judgement, SampleReport sample) {
        return new PortPlan(
                asked.port().name(),
                judgement.outcome(),
                judgement.before().map(PublishedPort::version),
                asked.port().version(),
                judgement.step(),
                judgement.requiredVersion(),
                judgement.changes(),
                judgement.affected(),
                sample.quality(),
                sample.sampled(),
                sample.undecodable());
    }
}
