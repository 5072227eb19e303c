package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.PortTerms;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Lifecycle.State;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where applying documents may bring a line: draft, proposed, active, in this order and never back. Its end is not a matter of
 * documents, since readers have to be told of it in time: it is announced and done by calls of their own. Pure.
 */
final class StatusRules {
    private StatusRules() {}

    /** What stands in the way of the documents' status. */
    static List<Finding> transition(PortTerms terms, Optional<Lifecycle> published) {
        State wanted = terms.status();
        State now = published.map(Lifecycle::state).orElse(State.DRAFT);
        if (now == State.RETIRED) {
            return finding(terms, "The line is retired.", "Publish a new major version beside it.");
        }
        if (wanted == State.RETIRED) {
            return finding(
                    terms,
                    "A line is not retired by its documents.",
                    "Leave \"status: active\"; announce its end with dpg deprecate, then end it with dpg retire.");
        }
        if (wanted == State.DEPRECATED) {
            return now == State.DEPRECATED
                    ? List.of()
                    : finding(
                            terms,
                            "A line is not deprecated by its documents.",
                            "Leave \"status: active\" and announce its end with dpg deprecate, which tells readers until"
                                    + " when and what follows.");
        }
        // A deprecated line stays so whatever lively status its documents have.
        State reached = now == State.DEPRECATED ? State.ACTIVE : now;
        return wanted.compareTo(reached) >= 0
                ? List.of()
                : finding(
                        terms,
                        "The line is " + word(reached) + " already and does not become " + word(wanted) + " again.",
                        "Write \"status: " + word(reached) + "\", or publish a new major version.");
    }

    /** Where a line stands after its documents were applied. */
    static Lifecycle next(PortTerms terms, Lifecycle published) {
        return published.state() == State.DEPRECATED || published.state() == State.RETIRED
                ? published
                : new Lifecycle(terms.status(), Optional.empty());
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static List<Finding> finding(PortTerms terms, String message, String remedy) {
        return List.of(new Finding(Rule.CONTRACT_STATUS_TRANSITION, terms.statusPlace(), message, remedy));
    }
}
