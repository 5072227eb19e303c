package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.state.Decision;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What deciding about a request does to the table. Pure.
 *
 * @param id of the request
 * @param verdict what becomes of it
 * @param reason for people; may be empty
 * @param caller who decides
 * @param roles knows who may
 * @param now the time of deciding
 */
record VerdictDecision(String id, Verdict verdict, String reason, Identity caller, Roles roles, Instant now)
        implements Decision<AccessEntry, AccessRecord> {
    @Override
    public Decided<AccessEntry, AccessRecord> decide(Map<String, AccessEntry> table) {
        AccessRecord record = AccessEntry.record(table, id)
                .filter(found -> AccessRules.sees(caller, found, roles))
                .orElseThrow(() -> AccessRules.noRequest(id));
        requireMay(record);
        if (isDecidedSo(record)) {
            return Decided.nothing(record);
        }
        requireOpen(record);
        AccessRecord next = verdict == Verdict.WITHDRAW
                ? record.withdrawn(now)
                : record.decided(new AccessRecord.Decision(me(), verdict == Verdict.APPROVE, reason, now));
        return new Decided<>(Map.of(id, Optional.of(next)), next);
    }

    private String me() {
        return caller.principal().id();
    }

    private void requireMay(AccessRecord record) {
        if (verdict == Verdict.WITHDRAW) {
            if (!isMine(record)) {
                throw refusal("only who asked, " + record.requester().principal() + ", can withdraw the request");
            }
            return;
        }
        String domain = record.terms().product().domain();
        roles.require(caller, domain, Role.OWNER, Role.STEWARD);
        if (caller.development()) {
            return; // there is nobody else
        }
        if (isMine(record) || record.principal().equals(me())) {
            throw refusal(
                    "who asked, or would read, does not decide about it; another owner or steward of the domain \""
                            + domain + "\" has to");
        }
        boolean isLast = record.decisions().size() + 1 >= record.approvalsNeeded();
        boolean takesTwo = record.approvalsNeeded() > 1;
        if (verdict == Verdict.APPROVE && takesTwo && isLast && !roles.holds(caller, domain, Role.OWNER)) {
            throw refusal(
                    "restricted properties are given unmasked by an owner of the domain \"" + domain + "\" in the end");
        }
    }

    private boolean isMine(AccessRecord record) {
        return record.requester().principal().equals(me());
    }

    /** Whether this very decision stands already. */
    private boolean isDecidedSo(AccessRecord record) {
        return verdict == Verdict.WITHDRAW
                ? record.withdrawTime().isPresent()
                : record.decisions().stream()
                        .anyMatch(before -> before.principal().equals(me())
                                && before.approved() == (verdict == Verdict.APPROVE)
                                && !mayApproveAgain(record));
    }

    /** The developer of a machine is every approver that there is. */
    private boolean mayApproveAgain(AccessRecord record) {
        return caller.development() && record.state(now) == AccessRecord.State.REQUESTED;
    }

    private void requireOpen(AccessRecord record) {
        AccessRecord.State state = record.state(now);
        if (state != AccessRecord.State.REQUESTED) {
            throw Problem.of(
                            Reason.WRONG_STATE,
                            "the request " + id + " is " + state + " already"
                                    + (state == AccessRecord.State.APPROVED
                                            ? "; revoke its grant to end the access"
                                            : "; access has to be asked for anew"))
                    .with("state", state.name())
                    .asException();
        }
    }

    private ProblemException refusal(String why) {
        return Problem.of(Reason.NO_GRANT, why).with("principal", me()).asException();
    }
}
