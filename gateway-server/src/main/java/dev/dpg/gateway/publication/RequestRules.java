package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a request has to be before its documents are looked at. Pure. */
final class RequestRules {
    private static final int REQUEST_ID_LENGTH_MAX = 128;
    private static final int FILE_NAME_LENGTH_MAX = 255;
    private static final int REMOVALS_MAX = 1_000;

    private final List<FieldViolation> violations = new ArrayList<>();
    private final Set<String> fileNames = new HashSet<>();

    private RequestRules() {}

    /** Throws {@code BAD_REQUEST} with everything that is wrong. */
    static void check(PublishRequest request) {
        RequestRules rules = new RequestRules();
        rules.lookAtId(request.requestId());
        rules.lookAt(request.product(), request.contracts());
        rules.lookAtRemovals(request.confirmedRemovals());
        rules.refuse();
    }

    /** As for a {@link PublishRequest}. */
    static void check(PlanRequest request) {
        RequestRules rules = new RequestRules();
        rules.lookAt(request.product(), request.contracts());
        rules.lookAtRemovals(request.confirmedRemovals());
        rules.refuse();
    }

    /** Throws {@code BAD_REQUEST} where this can't be a request's id. */
    static void checkId(String requestId) {
        RequestRules rules = new RequestRules();
        rules.lookAtId(requestId);
        rules.refuse();
    }

    /** A {@code BAD_REQUEST} about one field. */
    static ProblemException bad(String field, String sentence) {
        return Problem.of(Reason.BAD_REQUEST, field + " " + sentence)
                .with(new FieldViolation(field, "", sentence))
                .asException();
    }

    private void lookAt(Document product, List<Document> contracts) {
        checkDocument(product, "product");
        if (contracts.size() > DocumentLint.PORTS_MAX) {
            violated("contracts", "at most " + DocumentLint.PORTS_MAX + " contracts are taken in one request");
        }
        for (int i = 0; i < contracts.size(); i++) {
            checkDocument(contracts.get(i), "contracts[" + i + "]");
        }
    }

    private void lookAtRemovals(Set<String> confirmed) {
        if (confirmed.size() > REMOVALS_MAX) {
            violated("confirmed_removals", "at most " + REMOVALS_MAX + " properties are taken in one request");
        }
    }

    private void lookAtId(String requestId) {
        if (requestId.isBlank() || requestId.length() > REQUEST_ID_LENGTH_MAX || !printable(requestId)) {
            violated(
                    "request_id",
                    "has to be 1 to " + REQUEST_ID_LENGTH_MAX
                            + " printable characters; take a new random one for each change");
        }
    }

    private void checkDocument(Document document, String field) {
        String name = document.fileName();
        if (name.isBlank() || name.length() > FILE_NAME_LENGTH_MAX || !printable(name)) {
            violated(field + ".file_name", "has to be 1 to " + FILE_NAME_LENGTH_MAX + " printable characters");
        } else if (!fileNames.add(name)) {
            violated(
                    field + ".file_name",
                    "is the name of another document of the request; findings need it to tell them apart");
        }
        if (document.content().length == 0) {
            violated(field + ".content", "is empty; give the document's bytes");
        }
    }

    private void violated(String field, String description) {
        violations.add(new FieldViolation(field, "", description));
    }

    private void refuse() {
        if (violations.isEmpty()) {
            return;
        }
        FieldViolation first = violations.get(0);
        String more = violations.size() > 1 ? " (and " + (violations.size() - 1) + " more)" : "";
        String message = first.field() + " " + first.description() + more;
        throw new Problem(Reason.BAD_REQUEST, message, Map.of(), List.copyOf(violations)).asException();
    }

    /** Whether it can be shown as it is, on one line. */
    static boolean printable(String text) {
        return text.codePoints().noneMatch(character -> switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }
}
