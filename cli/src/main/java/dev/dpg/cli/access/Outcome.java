package dev.dpg.cli.access;

import dev.dpg.cli.terminal.Table;
import dev.dpg.v1.AccessDecision;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.AccessRequest.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of a request, for people. Pure.
 *
 * @param request as the gateway tells it
 */
record Outcome(AccessRequest request) {
    private static final String RULE = "rule:";

    /** On one line, without anything that steers a terminal. */
    String sentence() {
        String access =
                request.getPrincipal() + " may read " + request.getTerms().getProduct();
        return Table.oneLine(
                switch (request.getState()) {
                    case STATE_REQUESTED -> waiting();
                    case STATE_APPROVED -> "approved by " + decider() + ": " + access + " until " + end();
                    case STATE_REJECTED -> "rejected by " + decider() + ": " + last().getReason();
                    case STATE_WITHDRAWN -> "withdrawn by " + request.getRequester();
                    case STATE_LAPSED -> "lapsed: nobody decided in time; ask anew";
                    case STATE_UNSPECIFIED, UNRECOGNIZED -> "the gateway tells a state that this dpg does not know";
                });
    }

    /** Whether it is still to be decided. */
    boolean isOpen() {
        return request.getState() == State.STATE_REQUESTED;
    }

    /** Commands that follow for who asked. */
    List<String> nextForRequester() {
        String product = request.getTerms().getProduct();
        return switch (request.getState()) {
            case STATE_REQUESTED ->
                List.of("access watch", "access list --product " + product, "access withdraw " + request.getId());
            case STATE_APPROVED -> List.of(isOwn() ? "read " + product : explain());
            default -> List.of(explain());
        };
    }

    private String explain() {
        String product = request.getTerms().getProduct();
        return "access explain " + product + (isOwn() ? "" : " --principal " + AccessText.word(request.getPrincipal()));
    }

    private boolean isOwn() {
        return request.getPrincipal().equals(request.getRequester());
    }

    private String waiting() {
        String who = "owners and stewards of the domain \""
                + AccessText.domain(request.getTerms().getProduct()) + "\"";
        if (request.getDecisionsCount() > 0) {
            return "approved by " + decider() + "; " + request.getApprovalsMissing()
                    + " more to go, of somebody else among the " + who;
        }
        int missing = request.getApprovalsMissing();
        return "requested: " + who + " decide" + (missing > 1 ? "; it takes " + missing + " of them" : "")
                + ". They see it with dpg access watch";
    }

    private String decider() {
        String who = last().getPrincipal();
        return who.startsWith(RULE)
                ? "the rule of the domain \""
                        + AccessText.domain(request.getTerms().getProduct()) + "\" itself"
                : who;
    }

    private Instant end() {
        return AccessText.instant(last().getTime())
                .plus(Duration.ofSeconds(request.getDuration().getSeconds()));
    }

    private AccessDecision last() {
        int decisions = request.getDecisionsCount();
        return decisions == 0 ? AccessDecision.getDefaultInstance() : request.getDecisions(decisions - 1);
    }
}
