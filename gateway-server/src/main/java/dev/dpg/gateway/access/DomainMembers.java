package dev.dpg.gateway.access;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may do what in a domain, and what the domain approves by itself.
 *
 * @param byRole who has which role; a role that nobody has is not among them
 * @param autoApproveMax requests for so long at most, without properties unmasked, by who would read, are approved by themselves; empty: none
 *     is
 */
public record DomainMembers(Map<Role, List<Member>> byRole, Optional<Duration> autoApproveMax) {
    public DomainMembers {
        Map<Role, List<Member>> copy = new EnumMap<>(Role.class);
        byRole.forEach((role, members) -> copy.put(role, List.copyOf(members)));
        byRole = Map.copyOf(copy);
        autoApproveMax.ifPresent(max -> {
            if (max.compareTo(AccessTerms.DURATION_MIN) < 0 || max.compareTo(AccessTerms.DURATION_MAX) > 0) {
                throw new IllegalArgumentException("auto-approve-max must be 1 min to 3653 d");
            }
        });
    }

    /** Members named as texts; who owns the domain where no owner is named is its owner's team. */
    public static DomainMembers of(
            String ownerTeam,
            List<String> owners,
            List<String> stewards,
            List<String> developers,
            Optional<Duration> autoApproveMax) {
        List<Member> named = owners.stream().map(Member::parse).toList();
        return new DomainMembers(
                Map.of(
                        Role.OWNER,
                        named.isEmpty() ? List.of(new Member(Member.Kind.TEAM, ownerTeam)) : named,
                        Role.STEWARD,
                        stewards.stream().map(Member::parse).toList(),
                        Role.DEVELOPER,
                        developers.stream().map(Member::parse).toList()),
                autoApproveMax);
    }
}
