package dev.dpg.gateway.config;

import dev.dpg.gateway.identity.IdentitySettings;
import dev.dpg.gateway.identity.IdentitySettings.KeySets;
import dev.dpg.gateway.identity.IssuerSettings.Claims;
import dev.dpg.gateway.identity.SignatureAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How callers prove who they are, as it is written below {@code identity}. */
record WrittenIdentity(
        Duration clockSkew,
        Optional<String> trustDomain,
        KeySets keySets,
        Map<String, Issuer> issuers,
        Map<String, Application> applications) {

    static WrittenIdentity defaults() {
        IdentitySettings none = IdentitySettings.none();
        return new WrittenIdentity(none.clockSkew(), Optional.empty(), none.keySets(), Map.of(), Map.of());
    }

    /** Somebody whose tokens are believed. */
    record Issuer(
            Optional<String> issuer,
            List<String> audience,
            Optional<String> jwksUri,
            List<String> algorithms,
            String nameClaim,
            String personClaim,
            String teamClaim,
            String domainClaim,
            String namePrefix,
            boolean notBeforeRequired) {
        static Issuer defaults() {
            Claims claims = Claims.defaults();
            return new Issuer(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(SignatureAlgorithm.RS256.text(), SignatureAlgorithm.ES256.text()),
                    claims.name(),
                    claims.person(),
                    claims.team(),
                    claims.domain(),
                    claims.prefix(),
                    true);
        }
    }

    /** What is known of an application. */
    record Application(String team, String domain, List<String> subjects) {
        static Application defaults() {
            return new Application("", "", List.of());
        }
    }
}
