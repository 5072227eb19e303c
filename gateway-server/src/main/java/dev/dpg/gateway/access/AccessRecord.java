package dev.dpg.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request for access, with all that became of it: the decisions, and the grant.
 *
 * @param id of the request and of the grant
 * @param terms what is asked for
 * @param duration for how long, from the approval on
 * @param principal who would read
 * @param requester who asked
 * @param createTime when
 * @param approvalsNeeded how many approvals it takes
 * @param decisions in their order
 * @param withdrawTime when who asked took it back
 * @param grant what was given
 */
public record AccessRecord(
        String id,
        AccessTerms terms,
        Duration duration,
        String principal,
        Requester requester,
        Instant createTime,
        int approvalsNeeded,
        List<Decision> decisions,
        Optional<Instant> withdrawTime,
        Optional<Grant> grant)
        implements AccessEntry {
    /** Whom the domain's own rule is called among decisions. */
    public static final String AUTO_APPROVE = "rule:auto-approve";

    /** Undecided for so long, a request lapses. */
    public static final Duration LAPSES_AFTER = Duration.ofDays(30);

    /** A grant that is over for so long is forgotten. */
    static final Duration GRANTS_KEPT = Duration.ofDays(400);

    /** A request without a grant is forgotten after so long. */
    static final Duration REQUESTS_KEPT = LAPSES_AFTER.plusDays(30);

    public AccessRecord {
        decisions = List.copyOf(decisions);
    }

    /** Where a request stands. */
    public enum State {
        REQUESTED,
        APPROVED,
        REJECTED,
        WITHDRAWN,
        LAPSED
    }

    /**
     * Who asked.
     *
     * @param principal kind and name
     * @param team as its credentials said; may be empty
     * @param domain as its credentials said; may be empty
     */
    public record Requester(String principal, String team, String domain) {}

    /**
     * What somebody decided.
     *
     * @param principal kind and name, or {@link #AUTO_APPROVE}
     * @param approved or rejected
     * @param reason for people; may be empty
     * @param time when
     */
    public record Decision(String principal, boolean approved, String reason, Instant time) {}

    /** Where it stands. */
    public State state(Instant now) {
        if (grant.isPresent()) {
            return State.APPROVED;
        }
        if (withdrawTime.isPresent()) {
            return State.WITHDRAWN;
        }
        if (decisions.stream().anyMatch(decision -> !decision.approved())) {
            return State.REJECTED;
        }
        return now.isBefore(createTime.plus(LAPSES_AFTER)) ? State.REQUESTED : State.LAPSED;
    }

    /** How many more approvals it takes. */
    public int approvalsMissing(Instant now) {
        return state(now) == State.REQUESTED ? approvalsNeeded - decisions.size() : 0;
    }

    /** The same after one more decision; the approval that was missing last brings the grant. */
    AccessRecord decided(Decision decision) {
        List<Decision> all = new ArrayList<>(decisions);
        all.add(decision);
        boolean complete = decision.approved() && all.size() >= approvalsNeeded;
        return new AccessRecord(
                id,
                terms,
                duration,
                principal,
                requester,
                createTime,
                approvalsNeeded,
                all,
                withdrawTime,
                complete
                        ? Optional.of(new Grant(decision.time(), decision.time().plus(duration), Optional.empty()))
                        : Optional.empty());
    }

    /** The same, taken back. */
    AccessRecord withdrawn(Instant time) {
        return new AccessRecord(
                id,
                terms,
                duration,
                principal,
                requester,
                createTime,
                approvalsNeeded,
                decisions,
                Optional.of(time),
                grant);
    }

    /** The same with its grant revoked. */
    AccessRecord revoked(Grant.Revocation revocation) {
        return new AccessRecord(
                id,
                terms,
                duration,
                principal,
                requester,
                createTime,
                approvalsNeeded,
                decisions,
                withdrawTime,
                grant.map(given -> new Grant(given.start(), given.end(), Optional.of(revocation))));
    }

    /** Whether nobody needs to know of it any more. */
    boolean isForgotten(Instant now) {
        Instant until = grant.map(given -> given.revocation()
                        .map(Grant.Revocation::time)
                        .orElse(given.end())
                        .plus(GRANTS_KEPT))
                .orElse(createTime.plus(REQUESTS_KEPT));
        return !now.isBefore(until);
    }
}
