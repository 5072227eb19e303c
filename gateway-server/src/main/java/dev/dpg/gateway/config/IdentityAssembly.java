package dev.dpg.gateway.config;

import dev.dpg.gateway.identity.IdentitySettings;
import dev.dpg.gateway.identity.IssuerSettings;
import dev.dpg.gateway.identity.SignatureAlgorithm;
import dev.dpg.gateway.rpc.ListenerSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes settings of identities of what was written. Pure; what is wrong is an {@link IllegalArgumentException}. */
final class IdentityAssembly {
    private IdentityAssembly() {}

    static IssuerSettings issuer(String name, WrittenIdentity.Issuer entry) {
        return new IssuerSettings(
                name,
                entry.issuer().orElse(""),
                entry.audience(),
                entry.jwksUri().map(IdentityAssembly::address),
                entry.algorithms().stream().map(IdentityAssembly::algorithm).toList(),
                new IssuerSettings.Claims(
                        entry.nameClaim(),
                        entry.teamClaim(),
                        entry.domainClaim(),
                        entry.personClaim(),
                        entry.namePrefix()),
                entry.notBeforeRequired());
    }

    /** @param tls of the listener, which has to ask for certificates where they are to tell who calls */
    static IdentitySettings of(WrittenIdentity written, List<IssuerSettings> issuers, ListenerSettings.Tls tls) {
        Map<String, IdentitySettings.Application> applications = new LinkedHashMap<>();
        written.applications()
                .forEach((name, entry) -> applications.put(
                        name, new IdentitySettings.Application(entry.team(), entry.domain(), entry.subjects())));
        var settings = new IdentitySettings(
                written.clockSkew(), written.keySets(), written.trustDomain(), issuers, applications);
        if (settings.takesCertificates() && !tls.asksClients()) {
            throw new IllegalArgumentException(
                    "trust-domain, or subjects of applications, need listen.tls.client-auth optional or required: clients"
                            + " are not asked for certificates");
        }
        return settings;
    }

    private static URI address(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("jwks-uri is no address such as https://login.example.org/keys", e);
        }
    }

    private static SignatureAlgorithm algorithm(String text) {
        return SignatureAlgorithm.named(text)
                .orElseThrow(() -> new IllegalArgumentException("algorithms: \"" + text + "\" is none that is taken; "
                        + Arrays.stream(SignatureAlgorithm.values())
                                .map(SignatureAlgorithm::text)
                                .collect(Collectors.joining(", "))));
    }
}
