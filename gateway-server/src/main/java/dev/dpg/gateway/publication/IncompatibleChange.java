package dev.dpg.gateway.publication;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.contract.ContractDiff;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.PortTerms;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.contract.VersionStep;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.PreconditionViolation;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Change;
import java.util.List;
import java.util.stream.Collectors;

/** How it is said that changes would break readers within their line. Pure. */
final class IncompatibleChange {
    /** A message names this many changes and readers; the details have more. */
    private static final int NAMED_MAX = 5;

    private IncompatibleChange() {}

    /** For a plan. */
    static Finding finding(
            PortTerms terms, PublishedPort published, List<Change> refused, List<AffectedReader> affected) {
        return new Finding(
                Rule.CONTRACT_INCOMPATIBLE,
                terms.versionPlace(),
                "Readers of " + published.name() + " may break: " + named(refused) + readers(affected),
                remedy(published, refused, affected));
    }

    /** For an apply. */
    static Problem problem(PublishedPort published, PortJudgement judgement, Finding finding) {
        List<Change> breaking =
                judgement.changes().stream().filter(Change::breaking).toList();
        Problem problem = Problem.of(
                        Reason.CONTRACT_INCOMPATIBLE,
                        "nothing was applied: readers of \"" + published.name() + "\" may break: " + named(breaking)
                                + readers(judgement.affected()) + " " + finding.remedy())
                .with("product", published.name().toString())
                .with("publishedVersion", published.version().toString())
                .with("requiredVersion", judgement.requiredVersion().toString());
        if (!judgement.affected().isEmpty()) {
            problem = problem.with(
                    "readers",
                    judgement.affected().stream().map(AffectedReader::clientId).collect(Collectors.joining(",")));
        }
        for (AffectedReader reader : judgement.affected()) {
            problem = problem.with(new PreconditionViolation("reader", reader.clientId(), reader + "."));
        }
        for (Change change : breaking) {
            problem = problem.with(new PreconditionViolation(
                    change.rule(), change.path(), change.message() + " " + change.consequence()));
        }
        return problem;
    }

    private static String named(List<Change> changes) {
        String first = changes.stream()
                .limit(NAMED_MAX)
                .map(change -> change.path().isEmpty() ? change.rule() : change.rule() + " " + change.path())
                .collect(Collectors.joining(", "));
        return first + (changes.size() > NAMED_MAX ? " and " + (changes.size() - NAMED_MAX) + " more" : "");
    }

    private static String readers(List<AffectedReader> affected) {
        if (affected.isEmpty()) {
            return "; nobody who would notice is connected now.";
        }
        String first =
                affected.stream().limit(NAMED_MAX).map(AffectedReader::toString).collect(Collectors.joining("; "));
        String more = affected.size() > NAMED_MAX ? "; and " + (affected.size() - NAMED_MAX) + " more" : "";
        return ". Live: " + first + more + ".";
    }

    private static String remedy(PublishedPort published, List<Change> refused, List<AffectedReader> affected) {
        String major =
                "Publish it as " + VersionStep.MAJOR.after(published.version()) + " beside the line that is there.";
        boolean onlyRemovals = refused.stream().allMatch(change -> change.rule().equals(ContractDiff.FIELD_REMOVED));
        if (!onlyRemovals || !affected.isEmpty()) {
            return major;
        }
        return major
                + " Or confirm that nobody needs what is removed (confirmed_removals; dpg apply --confirm-removal): "
                + refused.stream().map(Change::path).limit(NAMED_MAX).collect(Collectors.joining(", ")) + ".";
    }
}
