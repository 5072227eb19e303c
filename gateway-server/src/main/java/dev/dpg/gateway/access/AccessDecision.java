package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.identity.Principal;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Identity, product and purpose to a plan or a refusal. Of several grants for the purpose the one that was given last counts, so
 * that a renewal takes the place of what it renews. Pure.
 *
 * @param roles who belongs to the domain
 * @param grants what was given
 */
record AccessDecision(Roles roles, GrantIndex grants) {
    /**
     * The plan.
     *
     * @param purpose as the caller declares it; empty: none
     * @throws dev.dpg.gateway.problem.ProblemException {@code NO_GRANT}, {@code GRANT_EXPIRED}, {@code GRANT_REVOKED}, {@code
     *     PURPOSE_DENIED}, each with what to do
     */
    AccessPlan plan(Identity caller, PortName product, String purpose, Instant now) {
        Principal principal = caller.principal();
        if (caller.development()) {
            return AccessPlan.development(principal);
        }
        if (roles.isMember(caller, product.domain())) {
            return AccessPlan.member(principal, roles.holds(caller, product.domain(), Role.OWNER, Role.STEWARD));
        }
        List<AccessRecord> known = grants.of(principal.id(), product);
        Optional<AccessRecord> active = known.stream()
                .filter(record -> state(record, now) == Grant.State.ACTIVE)
                .filter(record -> purpose.isEmpty() || record.terms().purpose().equals(purpose))
                .findFirst();
        return active.map(record -> AccessPlan.grant(record, record.grant().orElseThrow()))
                .orElseThrow(() -> refusal(principal, product, known, now).asException());
    }

    private static Grant.State state(AccessRecord record, Instant now) {
        return record.grant().orElseThrow().state(now);
    }

    private static Problem refusal(Principal principal, PortName product, List<AccessRecord> known, Instant now) {
        List<AccessRecord> active = known.stream()
                .filter(record -> state(record, now) == Grant.State.ACTIVE)
                .toList();
        Problem problem;
        if (!active.isEmpty()) {
            String purposes = new TreeSet<>(active.stream()
                            .map(record -> "\"" + record.terms().purpose() + "\"")
                            .toList())
                    .stream().collect(Collectors.joining(", "));
            problem = Problem.of(
                    Reason.PURPOSE_DENIED,
                    principal.id() + " may read " + product + ", but not for this purpose: it was granted for "
                            + purposes + "; state one of these, or ask for access for this one");
        } else if (known.isEmpty()) {
            problem = Problem.of(
                    Reason.NO_GRANT,
                    principal.id() + " has no access to " + product + "; ask its domain with " + howToAsk(product));
        } else {
            problem = ended(principal, product, known.get(0), now);
        }
        return problem.with("product", product.toString()).with("principal", principal.id());
    }

    private static Problem ended(Principal principal, PortName product, AccessRecord last, Instant now) {
        Grant grant = last.grant().orElseThrow();
        if (state(last, now) == Grant.State.EXPIRED) {
            return Problem.of(
                            Reason.GRANT_EXPIRED,
                            "the access of " + principal.id() + " to " + product + " ended at " + grant.end()
                                    + "; ask anew with " + howToAsk(product))
                    .with("grant", last.id());
        }
        Grant.Revocation revocation = grant.revocation().orElseThrow();
        String why = revocation.reason().isEmpty() ? "" : ": " + revocation.reason();
        return Problem.of(
                        Reason.GRANT_REVOKED,
                        "the access of " + principal.id() + " to " + product + " was revoked" + why
                                + "; talk to its domain, or ask anew with " + howToAsk(product))
                .with("grant", last.id());
    }

    private static String howToAsk(PortName product) {
        return "dpg access request " + product + " --purpose \"...\" (dpg.v1.AccessService/RequestAccess)";
    }
}
