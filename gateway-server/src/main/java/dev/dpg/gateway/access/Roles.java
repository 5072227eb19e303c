package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.identity.Principal;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who holds which role, by the configuration. The developer of a machine without an identity provider holds all of them. Immutable.
 *
 * @param domains the members of each domain
 * @param operators who operates the gateways; that gives no role in any domain
 */
public record Roles(Map<String, DomainMembers> domains, List<Member> operators) {
    public Roles {
        domains = Map.copyOf(domains);
        operators = List.copyOf(operators);
    }

    /** Whether a caller has one of some roles in a domain. */
    public boolean holds(Identity caller, String domain, Role... roles) {
        return caller.development() || Arrays.stream(roles).anyMatch(role -> hasRole(caller.principal(), domain, role));
    }

    /** Whether a caller belongs to a domain: it has a role there, or is one of its applications. */
    public boolean isMember(Identity caller, String domain) {
        return caller.principal().domain().equals(domain) || holds(caller, domain, Role.values());
    }

    /** Whether a caller operates the gateways. */
    public boolean operates(Identity caller) {
        return caller.development() || operators.stream().anyMatch(member -> member.is(caller.principal()));
    }

    /**
     * Checks that a caller has one of some roles in a domain.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code NO_GRANT}
     */
    public void require(Identity caller, String domain, Role... roles) {
        if (!holds(caller, domain, roles)) {
            String which = Arrays.stream(roles)
                    .map(role -> role.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
            throw refusal(
                    caller,
                    "is not " + which + " in the domain \"" + domain + "\"; somebody who is has to do this, or have "
                            + "domains." + domain + " name this principal");
        }
    }

    /**
     * Checks that a caller operates the gateways.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code NO_GRANT}
     */
    public void requireOperator(Identity caller) {
        if (!operates(caller)) {
            throw refusal(caller, "does not operate this gateway; somebody of its \"operators\" has to do this");
        }
    }

    /** What a domain approves by itself. */
    Optional<Duration> autoApproveMax(String domain) {
        return Optional.ofNullable(domains.get(domain)).flatMap(DomainMembers::autoApproveMax);
    }

    private boolean hasRole(Principal principal, String domain, Role role) {
        DomainMembers members = domains.get(domain);
        return members != null
                && members.byRole().getOrDefault(role, List.of()).stream().anyMatch(member -> member.is(principal));
    }

    private static RuntimeException refusal(Identity caller, String why) {
        return Problem.of(Reason.NO_GRANT, caller.principal().id() + " " + why)
                .with("principal", caller.principal().id())
                .asException();
    }
}
