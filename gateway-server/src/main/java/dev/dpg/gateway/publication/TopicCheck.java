package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult.TopicUse;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * A finding for each topic that is not there. All clusters are asked at the same time; blocks until they answer.
     *
     * @throws ProblemException {@code CLUSTER_DOWN} where one does not
     */
    List<Finding> missing(List<TopicUse> uses) {
        Map<TopicUse, CompletableFuture<Optional<TopicDescription>>> asked = new LinkedHashMap<>();
        for (TopicUse use : uses) {
            asked.computeIfAbsent(
                    use,
                    one -> clusters.named(one.cluster()).describe(one.topic()).toCompletableFuture());
        }
        List<Finding> findings = new ArrayList<>();
        asked.forEach((use, answer) -> {
            if (await(answer).isEmpty()) {
                findings.add(missing(use));
            }
        });
        return findings;
    }

    private static Finding missing(TopicUse use) {
        return new Finding(
                Rule.CONTRACT_TOPIC_EXISTS,
                use.place(),
                "There is no topic \"" + use.topic() + "\" on the cluster \"" + use.cluster() + "\".",
                "Create it first, or correct the name: apply never creates topics.");
    }

    private static Optional<TopicDescription> await(CompletableFuture<Optional<TopicDescription>> answer) {
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
