package dev.dpg.gateway.publication;

import dev.dpg.gateway.contract.DomainScope;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.draft.DraftSubject;
import dev.dpg.gateway.problem.NearestName;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be drafted: no more than may be published. Pure. */
final class DraftRules {
    private static final int WORDS_LENGTH_MAX = 2_000;

    private DraftRules() {}

    /** The name of what is drafted; {@code BAD_REQUEST} where the request is malformed. */
    static PortName check(DraftRequest request) {
        List<FieldViolation> violations = new ArrayList<>();
        Optional<PortName> name = PortName.parse(request.product())
                .filter(parsed -> parsed.major().isEmpty());
        if (name.isEmpty()) {
            violations.add(new FieldViolation(
                    "product", "", "has to be <domain>.<port>, each [a-z][a-z0-9_]*, without a version"));
        }
        if (request.topic().isBlank()) {
            violations.add(new FieldViolation("topic", "", "is missing; name the topic to draft from"));
        }
        if (request.sampleRecords() < 0) {
            violations.add(new FieldViolation("sample_records", "", "is negative; leave it out for 1000"));
        }
        Map.of(
                        "owner", request.words().owner(),
                        "support", request.words().support(),
                        "title", request.words().title(),
                        "description", request.words().description())
                .forEach((field, text) -> {
                    if (text.length() > WORDS_LENGTH_MAX || text.codePoints().anyMatch(Character::isISOControl)) {
                        violations.add(new FieldViolation(
                                field, "", "has to be one line of at most " + WORDS_LENGTH_MAX + " characters"));
                    }
                });
        if (!isAddress(request.words().support())) {
            violations.add(new FieldViolation("support", "", "has to be an e-mail address or a URL"));
        }
        if (!violations.isEmpty()) {
            FieldViolation first = violations.get(0);
            throw new Problem(
                            Reason.BAD_REQUEST,
                            first.field() + " " + first.description(),
                            Map.of(),
                            List.copyOf(violations))
                    .asException();
        }
        return name.orElseThrow();
    }

    private static boolean isAddress(String support) {
        try {
            return support.isBlank() || new URI(DraftSubject.supportUrl(support)).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The domain of what is drafted. */
    static DomainScope domain(PortName name, Collection<DomainScope> domains) {
        return domains.stream()
                .filter(known -> known.name().equals(name.domain()))
                .findFirst()
                .orElseThrow(() -> refused(
                        "product",
                        Rule.PRODUCT_DOMAIN,
                        noDomain(
                                name.domain(),
                                domains.stream().map(DomainScope::name).toList())));
    }

    private static String noDomain(String domain, List<String> known) {
        String near = nearest(domain, known, "there is none yet");
        return "there is no domain \"" + domain + "\"; " + near + (near.endsWith("?") ? "" : ".")
                + " Another one is added in the gateway's configuration (domains." + domain
                + "), or with dpg dev --domain "
                + domain;
    }

    /** The cluster that the topic is on. */
    static String cluster(DraftRequest request, DomainScope scope) {
        if (request.cluster().isEmpty()) {
            return scope.clusters().get(0);
        }
        if (!scope.clusters().contains(request.cluster())) {
            throw refused(
                    "cluster",
                    Rule.CONTRACT_CLUSTER,
                    "the domain " + scope.name() + " has no cluster \"" + request.cluster() + "\"; "
                            + nearest(request.cluster(), scope.clusters(), "it has none"));
        }
        return request.cluster();
    }

    /** Refuses a topic that the domain may not publish. */
    static void checkTopic(DraftRequest request, DomainScope scope) {
        if (!scope.covers(request.topic())) {
            throw refused(
                    "topic",
                    Rule.CONTRACT_TOPIC_PREFIX,
                    "the topic \"" + request.topic() + "\" is outside what the domain " + scope.name()
                            + " may publish; name one that begins with "
                            + (scope.topicPrefixes().isEmpty()
                                    ? "a prefix of the domain: none is configured yet"
                                    : String.join(" or ", scope.topicPrefixes())));
        }
    }

    /** A topic that is not there; of those that are, only the domain's are named. */
    static ProblemException noTopic(
            DraftRequest request, String cluster, DomainScope scope, Collection<String> topics) {
        return refused(
                "topic",
                Rule.CONTRACT_TOPIC_EXISTS,
                "there is no topic \"" + request.topic() + "\" on the cluster \"" + cluster + "\"; "
                        + nearest(
                                request.topic(),
                                topics.stream().filter(scope::covers).sorted().toList(),
                                "create it and write some records first"));
    }

    private static String nearest(String wanted, Collection<String> known, String ifNone) {
        return NearestName.of(wanted, known)
                .map(name -> "did you mean \"" + name + "\"?")
                .orElseGet(() -> known.isEmpty()
                        ? ifNone
                        : "there is "
                                + String.join(
                                        ", ", known.stream().sorted().limit(8).toList())
                                + (known.size() > 8 ? ", …" : ""));
    }

    private static ProblemException refused(String field, Rule rule, String message) {
        return Problem.of(Reason.BAD_CONTRACT, message)
                .with(new FieldViolation(field, rule.id(), message))
                .asException();
    }
}
