package dev.dpg.gateway.identity;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whose tokens are believed.
 *
 * @param name {@code [a-z][a-z0-9_]*}; what the configuration and the log call it
 * @param issuer its address, exactly as its tokens have it in {@code iss}; {@code https}, or {@code http} on this machine
 * @param audiences a token must be meant for one of them; at least one
 * @param keys where its keys are; empty: it is asked, by OpenID Connect Discovery
 * @param algorithms that its keys may be used with, the preferred ones first; at least one
 * @param claims where a token says what
 * @param notBeforeRequired whether a token must have {@code nbf}
 */
public record IssuerSettings(
        String name,
        String issuer,
        List<String> audiences,
        Optional<URI> keys,
        List<SignatureAlgorithm> algorithms,
        Claims claims,
        boolean notBeforeRequired) {
    public IssuerSettings {
        audiences = List.copyOf(audiences);
        algorithms = List.copyOf(algorithms);
        check(name.matches("[a-z][a-z0-9_]*"), "an issuer's name is [a-z][a-z0-9_]*, not \"" + name + "\"");
        check(!issuer.isBlank(), "issuer is missing; write what tokens have as iss, such as https://login.example.org");
        TrustedAddress.require("issuer", issuer);
        check(
                !audiences.isEmpty() && audiences.stream().noneMatch(String::isBlank),
                "audience is missing; write what tokens for this gateway have as aud");
        keys.ifPresent(address -> TrustedAddress.require("jwks-uri", address.toString()));
        check(!algorithms.isEmpty(), "algorithms needs one at least, such as RS256");
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /**
     * The claims of a token that say what.
     *
     * @param name what an application is called
     * @param team the team that the caller belongs to; empty: no token says so
     * @param domain the domain that the caller belongs to; empty: no token says so
     * @param person who has it is a person, and is called so; empty: nobody is
     * @param prefix is put before all names, so that two issuers cannot give the same one; may be empty
     */
    public record Claims(String name, String team, String domain, String person, String prefix) {
        public Claims {
            check(!name.isBlank(), "name-claim must not be empty");
            check(
                    prefix.isEmpty() || Names.isName(prefix),
                    "name-prefix has at most " + Names.LENGTH_MAX + " printable characters");
        }

        /** What holds where nothing is configured. */
        public static Claims defaults() {
            return new Claims("sub", "team", "domain", "email", "");
        }
    }
}
