package dev.dpg.gateway.identity;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How callers prove who they are. Where none of the ways is configured nobody is asked.
 *
 * @param clockSkew by how much the clocks of issuers may differ from this one, at most 1 min; a token is good for so much longer
 * @param keySets how the keys of issuers are kept
 * @param trustDomain the SPIFFE trust domain whose names in certificates are believed, such as {@code example.org}; empty:
 *     those names mean nothing
 * @param issuers of tokens; their names and addresses are distinct
 * @param applications what is known of applications, by their names
 */
public record IdentitySettings(
        Duration clockSkew,
        KeySets keySets,
        Optional<String> trustDomain,
        List<IssuerSettings> issuers,
        Map<String, Application> applications) {
    private static final Duration CLOCK_SKEW_MAX = Duration.ofMinutes(1);

    public IdentitySettings {
        issuers = List.copyOf(issuers);
        applications = Map.copyOf(applications);
        check(!clockSkew.isNegative() && clockSkew.compareTo(CLOCK_SKEW_MAX) <= 0, "clock-skew must be 0 s to 1 min");
        trustDomain.ifPresent(domain -> check(
                SpiffeName.isTrustDomain(domain),
                "trust-domain is a name such as example.org, in small letters and without spiffe://"));
        Set<String> addresses = new HashSet<>();
        issuers.forEach(issuer -> check(
                addresses.add(issuer.issuer()),
                "two issuers have the address " + issuer.issuer() + "; one of them is enough, with all audiences"));
        requireDistinct(applications);
    }

    /** Nobody is asked. */
    public static IdentitySettings none() {
        return new IdentitySettings(Duration.ofSeconds(30), KeySets.defaults(), Optional.empty(), List.of(), Map.of());
    }

    /** Whether callers are asked who they are. */
    public boolean asks() {
        return !issuers.isEmpty() || takesCertificates();
    }

    /** Whether certificates of clients tell who calls. */
    public boolean takesCertificates() {
        return trustDomain.isPresent()
                || applications.values().stream()
                        .anyMatch(application -> !application.subjects().isEmpty());
    }

    /** Applications by the subjects of their certificates, as {@link DistinguishedName} writes them. */
    Map<String, String> applicationsBySubject() {
        Map<String, String> names = new HashMap<>();
        applications.forEach((name, application) ->
                application.subjects().forEach(subject -> names.put(DistinguishedName.canonical(subject), name)));
        return names;
    }

    private static void requireDistinct(Map<String, Application> applications) {
        Map<String, String> owners = new LinkedHashMap<>();
        applications.forEach((name, application) -> {
            check(Names.isName(name), "an application's name has 1 to " + Names.LENGTH_MAX + " printable characters");
            application.subjects().forEach(subject -> {
                String owner = owners.put(DistinguishedName.canonical(subject), name);
                check(
                        owner == null,
                        "the applications " + name + " and " + owner + " have the same subject, so nobody could tell"
                                + " them apart");
            });
        });
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /**
     * What is known of an application.
     *
     * @param team that it belongs to, where its token does not say so; may be empty
     * @param domain that it belongs to, where its token does not say so; may be empty
     * @param subjects of the certificates that it shows, as RFC 4514 writes them: {@code CN=billing,O=Example}
     */
    public record Application(String team, String domain, List<String> subjects) {
        public Application {
            subjects = List.copyOf(subjects);
            check(
                    (team.isEmpty() || Names.isName(team)) && (domain.isEmpty() || Names.isName(domain)),
                    "team and domain have at most " + Names.LENGTH_MAX + " printable characters");
            subjects.forEach(DistinguishedName::canonical);
        }
    }

    /**
     * How the keys of issuers are kept.
     *
     * @param refresh how often they are fetched, 1 s to 1 d
     * @param unknownKeyInterval how often they are fetched at most because a token names a key that is not among them, 1 s to
     *     1 h
     * @param outageMax how long they are used when the issuer does not answer, {@code refresh} to 7 d
     * @param requestTimeout how long a whole answer may take, 1 ms to 1 min
     */
    public record KeySets(Duration refresh, Duration unknownKeyInterval, Duration outageMax, Duration requestTimeout) {
        public KeySets {
            within("refresh", refresh, Duration.ofSeconds(1), Duration.ofDays(1));
            within("unknown-key-interval", unknownKeyInterval, Duration.ofSeconds(1), Duration.ofHours(1));
            within("outage-max", outageMax, Duration.ofSeconds(1), Duration.ofDays(7));
            check(outageMax.compareTo(refresh) >= 0, "outage-max must be at least as long as refresh");
            within("request-timeout", requestTimeout, Duration.ofMillis(1), Duration.ofMinutes(1));
        }

        /** What holds where nothing is configured. */
        public static KeySets defaults() {
            return new KeySets(
                    Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofSeconds(5));
        }

        private static void within(String name, Duration value, Duration min, Duration max) {
            check(
                    value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                    name + " must be " + min.toMillis() + " ms to " + max.toMinutes() + " min");
        }
    }
}
