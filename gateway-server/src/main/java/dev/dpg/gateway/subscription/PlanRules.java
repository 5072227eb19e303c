package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessPlan;
import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.view.Encoding;
import java.util.List;
import java.util.Optional;

/** What of a request stays within an access plan. Pure. */
final class PlanRules {
    private PlanRules() {}

    /**
     * The properties that are given: those asked for, or all that may be read.
     *
     * @return paths; empty: all that there are
     * @throws ProblemException {@code FIELD_DENIED} where more is asked for than may be read
     */
    static List<String> fields(AccessPlan plan, WantedRecords wanted) {
        List<String> given = plan.given().fields();
        if (given.isEmpty()) {
            return wanted.fields();
        }
        if (wanted.encoding() == Encoding.RAW) {
            throw denied(
                    "encoding",
                    "stored bytes have all properties, and only " + String.join(", ", given)
                            + " may be read; ask for JSON or PROTOBUF");
        }
        for (String field : wanted.fields()) {
            require(plan, field, "fields");
        }
        return wanted.fields().isEmpty() ? given : wanted.fields();
    }

    /** A filter answers questions about what it looks at, so it looks at nothing that may not be read. */
    static void checkFilter(AccessPlan plan, Optional<Filter> filter) {
        if (!plan.given().fields().isEmpty()) {
            filter.ifPresent(asked -> asked.properties().forEach(property -> require(plan, property, "filter")));
        }
    }

    private static void require(AccessPlan plan, String path, String where) {
        if (!plan.given().gives(path)) {
            throw denied(
                    where,
                    (path.isEmpty() ? "the whole value" : "the property \"" + path + "\"")
                            + " is not among those that may be read: "
                            + String.join(", ", plan.given().fields())
                            + "; ask for access to more (dpg.v1.AccessService/RequestAccess)");
        }
    }

    private static ProblemException denied(String where, String sentence) {
        return Problem.of(Reason.FIELD_DENIED, where + ": " + sentence)
                .with(new Problem.FieldViolation(where, "", sentence))
                .asException();
    }
}
