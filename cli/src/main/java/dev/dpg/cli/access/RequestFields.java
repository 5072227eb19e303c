package dev.dpg.cli.access;

import dev.dpg.cli.terminal.Fields;
import dev.dpg.v1.AccessDecision;
import dev.dpg.v1.AccessRequest;
import java.util.List;

/** Requests for access as entries of an answer. */
final class RequestFields {
    /** The names of {@link #brief}, also for an empty list. */
    static final List<String> BRIEF = List.of(
            "request",
            "state",
            "product",
            "principal",
            "requester",
            "for",
            "asked",
            "approvals_missing",
            "purpose",
            "fields",
            "unmasked",
            "rows");

    private RequestFields() {}

    /** What a list shows of a request. */
    static Fields brief(AccessRequest request) {
        return new Fields()
                .with("request", request.getId())
                .with("state", AccessText.constant(request.getState(), "STATE"))
                .with("product", request.getTerms().getProduct())
                .with("principal", request.getPrincipal())
                .with("requester", request.getRequester())
                .with("for", AccessText.howLong(request.getDuration()))
                .with("asked", AccessText.time(request.getCreateTime()))
                .with("approvals_missing", request.getApprovalsMissing())
                .with("purpose", request.getTerms().getPurpose())
                .withTexts("fields", request.getTerms().getFieldsList())
                .withTexts("unmasked", request.getTerms().getUnmaskedFieldsList())
                .with("rows", request.getTerms().getRows());
    }

    /** All of a request. */
    static Fields whole(AccessRequest request) {
        return brief(request)
                .with("requester_team", request.getRequesterTeam())
                .with("requester_domain", request.getRequesterDomain())
                .withEntries(
                        "decisions",
                        request.getDecisionsList().stream()
                                .map(RequestFields::decision)
                                .toList());
    }

    private static Fields decision(AccessDecision decision) {
        return new Fields()
                .with("decided_by", decision.getPrincipal())
                .with("decision", decision.getApproved() ? "approved" : "rejected")
                .with("time", AccessText.time(decision.getTime()))
                .with("reason", decision.getReason());
    }
}
