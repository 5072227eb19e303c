package dev.dpg.gateway.rpc;

import dev.dpg.gateway.access.AccessRequest;
import dev.dpg.gateway.access.AccessTerms;
import dev.dpg.gateway.access.Member;
import dev.dpg.gateway.access.Verdict;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.problem.NearestName;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Field;
import dev.dpg.v1.DecideAccessRequest;
import dev.dpg.v1.RequestAccessRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What requests about access say, checked. Pure. */
final class AccessRequests {
    private static final int REQUEST_ID_LENGTH_MAX = 128;
    private static final int PURPOSE_LENGTH_MAX = 200;
    private static final int REASON_LENGTH_MAX = 1_000;
    private static final int PRINCIPAL_LENGTH_MAX = 300;
    private static final int FIELDS_MAX = 256;
    private static final String RESTRICTED = "restricted";

    private AccessRequests() {}

    /** A request for a product, which is there. */
    static AccessRequest asked(RequestAccessRequest request, PublishedPort port, Identity caller) {
        String id = request.getRequestId();
        if (id.isBlank() || id.length() > REQUEST_ID_LENGTH_MAX || !isPrintable(id)) {
            throw bad(
                    "request_id",
                    "must have 1 to " + REQUEST_ID_LENGTH_MAX
                            + " printable characters; take a new random one for each request");
        }
        dev.dpg.v1.AccessTerms asked = request.getTerms();
        String purpose = asked.getPurpose().strip();
        if (purpose.isEmpty() || purpose.length() > PURPOSE_LENGTH_MAX || !isPrintable(purpose)) {
            throw bad(
                    "terms.purpose",
                    "must say in 1 to " + PURPOSE_LENGTH_MAX
                            + " characters what the data is for; whoever decides reads it");
        }
        requireFields("terms.fields", asked.getFieldsList(), port);
        requireFields("terms.unmasked_fields", asked.getUnmaskedFieldsList(), port);
        var terms = new AccessTerms(
                port.name(),
                asked.getFieldsList(),
                asked.getUnmaskedFieldsList(),
                asked.getRows().strip(),
                purpose);
        return new AccessRequest(
                id,
                terms,
                duration(request),
                principal(request.getPrincipal(), caller),
                unmasksRestricted(terms, port) ? 2 : 1);
    }

    /** Whether properties are asked for unmasked that the contract calls restricted, or some within them. */
    private static boolean unmasksRestricted(AccessTerms terms, PublishedPort port) {
        return port.fields().stream()
                .filter(field -> field.classification().equalsIgnoreCase(RESTRICTED))
                .map(Field::path)
                .anyMatch(restricted -> terms.unmaskedFields().stream()
                        .anyMatch(asked -> asked.equals(restricted)
                                || asked.startsWith(restricted + ".")
                                || asked.startsWith(restricted + "[")
                                || restricted.startsWith(asked + ".")
                                || restricted.startsWith(asked + "[")));
    }

    /** What somebody decides. */
    static Verdict verdict(DecideAccessRequest request) {
        return switch (request.getDecision()) {
            case DECISION_APPROVE -> Verdict.APPROVE;
            case DECISION_REJECT -> Verdict.REJECT;
            case DECISION_WITHDRAW -> Verdict.WITHDRAW;
            case DECISION_UNSPECIFIED, UNRECOGNIZED ->
                throw bad("decision", "must be DECISION_APPROVE, DECISION_REJECT or DECISION_WITHDRAW");
        };
    }

    /** A reason for people, on one line. */
    static String reason(String text) {
        String reason = text.strip();
        if (reason.length() > REASON_LENGTH_MAX || !isPrintable(reason)) {
            throw bad("reason", "must be one line of at most " + REASON_LENGTH_MAX + " characters");
        }
        return reason;
    }

    /** Whom a text names; the caller where it is empty. */
    static String principal(String text, Identity caller) {
        if (text.isEmpty()) {
            return caller.principal().id();
        }
        try {
            Member named = Member.parse(text);
            if (named.kind() != Member.Kind.TEAM && text.length() <= PRINCIPAL_LENGTH_MAX && isPrintable(text)) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw bad(
                "principal",
                "must be application:NAME or person:NAME, at most " + PRINCIPAL_LENGTH_MAX + " characters");
    }

    /** A {@code BAD_REQUEST} about one field. */
    static ProblemException bad(String field, String sentence) {
        return Problem.of(Reason.BAD_REQUEST, field + " " + sentence)
                .with(new FieldViolation(field, "", sentence))
                .asException();
    }

    private static Duration duration(RequestAccessRequest request) {
        if (!request.hasDuration()) {
            return AccessTerms.DURATION_DEFAULT;
        }
        long seconds = request.getDuration().getSeconds();
        if (seconds < AccessTerms.DURATION_MIN.toSeconds() || seconds > AccessTerms.DURATION_MAX.toSeconds()) {
            throw bad(
                    "duration",
                    "must be " + AccessTerms.DURATION_MIN.toSeconds() + " s to " + AccessTerms.DURATION_MAX.toDays()
                            + " days");
        }
        return Duration.ofSeconds(seconds);
    }

    private static void requireFields(String field, List<String> paths, PublishedPort port) {
        if (paths.size() > FIELDS_MAX) {
            throw bad(field, "names " + paths.size() + " properties; at most " + FIELDS_MAX + " are taken");
        }
        Set<String> known = port.fields().stream().map(Field::path).collect(Collectors.toSet());
        for (String path : paths) {
            if (!known.contains(path)) {
                String hint = NearestName.of(path, known)
                        .map(nearest -> "; did you mean \"" + nearest + "\"?")
                        .orElse("; its properties are those of Product.fields");
                throw bad(field, "names a property that " + port.name() + " does not have" + hint);
            }
        }
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }
}
