package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.DomainSettings;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.contract.DomainScope;
import dev.dpg.gateway.draft.Draft;
import dev.dpg.gateway.draft.DraftSubject;
import dev.dpg.gateway.draft.DraftSubject.Words;
import dev.dpg.gateway.draft.Drafting;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicLimits;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.publication.TopicSample.Limits;
import dev.dpg.gateway.publication.TopicSample.Sampled;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Drafts documents for topics. Publishes nothing, and keeps nothing of what it reads. Thread-safe. */
public final class Drafter {
    private static final int SAMPLE_DEFAULT = 1_000;
    private static final int SAMPLE_MAX = 10_000;
    private static final long BYTES_MAX = 16L * 1024 * 1024;
    private static final Duration TIME_MAX = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final List<DomainScope> domains;
    private final Clusters clusters;
    private final RegistryLookups registries;
    private final InstantSource clock;

    /**
     * @param domains those that may publish; their clusters are among {@code clusters}
     * @param clusters where topics are
     * @param schemas knows the schemas of registries
     * @param clock bounds the time that reading takes
     */
    public Drafter(Collection<DomainSettings> domains, Clusters clusters, SchemaSource schemas, InstantSource clock) {
        this.domains = domains.stream().map(DocumentCheck::scope).toList();
        this.clusters = clusters;
        this.registries = new RegistryLookups(schemas);
        this.clock = clock;
    }

    /**
     * Drafts a product. Blocks while the cluster is read, at most about ten seconds, so it is called on a control thread.
     *
     * @throws ProblemException {@code BAD_REQUEST}: the request is malformed; {@code BAD_CONTRACT}: the domain, its cluster or
     *     the topic is not there, or the topic is not the domain's to publish; {@code WRONG_STATE}: nothing can be drafted from
     *     what is in it; {@code CLUSTER_DOWN}; {@code REGISTRY_DOWN}
     */
    public Draft draft(DraftRequest request) {
        PortName name = DraftRules.check(request);
        DomainScope scope = DraftRules.domain(name, domains);
        String cluster = DraftRules.cluster(request, scope);
        DraftRules.checkTopic(request, scope);
        RecordLog log = clusters.named(cluster);
        TopicDescription topic = await(log.describe(request.topic()))
                .orElseThrow(() -> DraftRules.noTopic(request, cluster, scope, await(log.topics())));
        Sampled sample = TopicSample.newest(log, topic, clock, limits(request));
        if (sample.cut() && sample.records().isEmpty()) {
            throw LogProblems.clusterDown(RETRY_AFTER).asException(); // it may well hold some
        }
        DraftSubject subject = new DraftSubject(
                name,
                request.topic(),
                cluster,
                cluster.equals(scope.clusters().get(0)),
                await(log.limits(request.topic())).map(TopicLimits::compacted),
                words(request.words(), scope));
        return noted(
                Drafting.of(
                        subject,
                        sample.records(),
                        registries.sight(request.topic(), Drafting.schemaIds(sample.records()))),
                sample);
    }

    private static Limits limits(DraftRequest request) {
        int records = request.sampleRecords() == 0 ? SAMPLE_DEFAULT : Math.min(SAMPLE_MAX, request.sampleRecords());
        return new Limits(records, BYTES_MAX, TIME_MAX);
    }

    private static Words words(Words said, DomainScope scope) {
        return new Words(said.owner(), scope.owner(), said.support(), said.title(), said.description());
    }

    private static Draft noted(Draft draft, Sampled sample) {
        if (!sample.cut()) {
            return draft;
        }
        List<String> notes = new ArrayList<>(draft.notes());
        notes.add(0, "Fewer records than asked for were looked at: they are large, or the cluster is slow.");
        return new Draft(draft.product(), draft.contract(), draft.sampledRecords(), notes);
    }

    private static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw e;
        }
    }
}
