package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.contract.LintResult.TopicUse;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicLimits;
import dev.dpg.gateway.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks the clusters for the topics that contracts name. Topics are never created here: their domain does that. */
final class TopicCheck {
    private final Clusters clusters;

    TopicCheck(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * What the topics are not that contracts say of them. All clusters are asked at the same time; blocks until they answer.
     *
     * @throws ProblemException {@code CLUSTER_DOWN} where one does not
     */
    List<Finding> check(LintResult result) {
        List<Asked> asked = result.topics().stream().distinct().map(this::ask).toList();
        List<Finding> findings = new ArrayList<>();
        for (Asked one : asked) {
            if (await(one.description()).isEmpty()) {
                findings.add(missing(one.use()));
            } else {
                await(one.limits()).ifPresent(limits -> compare(one.use(), limits, findings));
            }
        }
        return findings;
    }

    private record Asked(
            TopicUse use,
            CompletableFuture<Optional<TopicDescription>> description,
            CompletableFuture<Optional<TopicLimits>> limits) {}

    private Asked ask(TopicUse use) {
        RecordLog log = clusters.named(use.cluster());
        return new Asked(
                use,
                log.describe(use.topic()).toCompletableFuture(),
                log.limits(use.topic()).toCompletableFuture());
    }

    private static void compare(TopicUse use, TopicLimits limits, List<Finding> findings) {
        if (use.compacted() != limits.compacted()) {
            findings.add(new Finding(
                    Rule.CONTRACT_CLEANUP_POLICY_TOPIC,
                    use.place(),
                    "The topic is " + (limits.compacted() ? "" : "not ")
                            + "compacted, and the contract says otherwise.",
                    limits.compacted()
                            ? "Write {property: cleanupPolicy, value: compact}, so that readers know."
                            : "Leave cleanupPolicy out, or have the topic compacted."));
        }
        Optional<Duration> kept = limits.retention();
        use.retention()
                .filter(promise -> kept.isPresent()
                        && promise.atLeast()
                                .map(atLeast -> atLeast.compareTo(kept.get()) > 0)
                                .orElse(true))
                .ifPresent(promise -> findings.add(new Finding(
                        Rule.CONTRACT_RETENTION,
                        promise.place(),
                        "The contract promises to keep records "
                                + promise.atLeast()
                                        .map(atLeast -> "for " + atLeast)
                                        .orElse("without an end")
                                + ", the topic keeps them for " + kept.orElseThrow() + ".",
                        "Promise less, or raise retention.ms of the topic.")));
    }

    private static Finding missing(TopicUse use) {
        return new Finding(
                Rule.CONTRACT_TOPIC_EXISTS,
                use.place(),
                "There is no topic \"" + use.topic() + "\" on the cluster \"" + use.cluster() + "\".",
                "Create it first, or correct the name: apply never creates topics.");
    }

    private static <T> Optional<T> await(CompletableFuture<Optional<T>> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw e;
        }
    }
}
