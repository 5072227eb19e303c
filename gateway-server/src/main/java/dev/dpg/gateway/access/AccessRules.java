package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;

/** Who may know of requests and grants. Pure. */
final class AccessRules {
    private AccessRules() {}

    /** Whether a caller may know of a request: its own, of a domain where it decides, or as an operator. */
    static boolean sees(Identity caller, AccessRecord record, Roles roles) {
        String me = caller.principal().id();
        return record.principal().equals(me)
                || record.requester().principal().equals(me)
                || roles.holds(caller, record.terms().product().domain(), Role.OWNER, Role.STEWARD)
                || roles.operates(caller);
    }

    /** One that the caller may not see is not there. */
    static ProblemException noRequest(String id) {
        return Problem.of(
                        Reason.REQUEST_NOT_FOUND,
                        "there is no such request; dpg.v1.AccessService/ListAccessRequests lists those that there are")
                .with("request", id)
                .asException();
    }

    /** One that the caller may not see is not there. */
    static ProblemException noGrant(String id) {
        return Problem.of(
                        Reason.GRANT_NOT_FOUND,
                        "there is no such grant; dpg.v1.AccessService/ListGrants lists those that there are")
                .with("grant", id)
                .asException();
    }
}
