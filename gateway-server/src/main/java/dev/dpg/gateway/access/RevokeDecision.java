package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.state.Decision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What revoking a grant does to the table. Pure.
 *
 * @param id of the grant
 * @param reason for people; may be empty where who reads gives it up
 * @param caller who revokes
 * @param roles knows who may
 * @param now the time of revoking
 */
record RevokeDecision(String id, String reason, Identity caller, Roles roles, Instant now)
        implements Decision<AccessEntry, AccessRecord> {
    @Override
    public Decided<AccessEntry, AccessRecord> decide(Map<String, AccessEntry> table) {
        AccessRecord record = AccessEntry.record(table, id)
                .filter(found -> found.grant().isPresent() && AccessRules.sees(caller, found, roles))
                .orElseThrow(() -> AccessRules.noGrant(id));
        boolean givenUp = record.principal().equals(caller.principal().id());
        if (!givenUp) {
            roles.require(caller, record.terms().product().domain(), Role.OWNER, Role.STEWARD);
            if (reason.isEmpty()) {
                throw Problem.of(Reason.BAD_REQUEST, "reason is missing; who reads is told why the access ends")
                        .with(new Problem.FieldViolation("reason", "", "is missing"))
                        .asException();
            }
        }
        Grant.State state = record.grant().orElseThrow().state(now);
        if (state != Grant.State.ACTIVE) {
            return Decided.nothing(record);
        }
        var revocation = new Grant.Revocation(caller.principal().id(), now, reason);
        Map<String, Optional<AccessEntry>> writes = new LinkedHashMap<>();
        AccessEntry.records(table)
                .filter(other -> isReplacedBy(other, record))
                .forEach(other -> writes.put(other.id(), Optional.of(other.revoked(revocation))));
        AccessRecord revoked = record.revoked(revocation);
        writes.put(id, Optional.of(revoked));
        return new Decided<>(writes, revoked);
    }

    /** Whether a grant took the place of another one that still runs, which must not come back with its end. */
    private boolean isReplacedBy(AccessRecord other, AccessRecord record) {
        Instant start = record.grant().orElseThrow().start();
        return other.principal().equals(record.principal())
                && other.terms().product().equals(record.terms().product())
                && other.terms().purpose().equals(record.terms().purpose())
                && other.grant()
                        .filter(grant -> grant.state(now) == Grant.State.ACTIVE
                                && !grant.start().isAfter(start))
                        .isPresent();
    }
}
