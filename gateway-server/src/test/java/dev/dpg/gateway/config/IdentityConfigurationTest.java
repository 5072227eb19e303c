package dev.dpg.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dpg.gateway.identity.IdentitySettings;
import dev.dpg.gateway.identity.IdentitySettings.Application;
import dev.dpg.gateway.identity.IssuerSettings;
import dev.dpg.gateway.identity.SignatureAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How callers prove who they are, as it is written. */
class IdentityConfigurationTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void nobodyIsAskedWhereNothingIsWritten() {
        assertThat(load("").identity()).isEqualTo(IdentitySettings.none());
        assertThat(load("").identity().asks()).isFalse();
        assertThat(load("identity: { applications: { billing: { team: payments } } }\n")
                        .identity()
                        .asks())
                .isFalse();
    }

    @Test
    void anIssuerNeedsItsAddressAndAnAudienceOnly() {
        var settings = load("""
                identity:
                  issuers:
                    main: { issuer: "https://login.example.org", audience: [dpg] }
                """).identity();

        assertThat(settings.asks()).isTrue();
        assertThat(settings.issuers())
                .containsExactly(new IssuerSettings(
                        "main",
                        "https://login.example.org",
                        List.of("dpg"),
                        Optional.empty(),
                        List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256),
                        new IssuerSettings.Claims("sub", "team", "domain", "email", ""),
                        true));
    }

    @Test
    void everythingIsTaken() {
        var settings = load("""
                listen:
                  host: 0.0.0.0
                  tls: { certificate: server.pem, key: key.pem, client-ca: clients.pem, client-auth: optional }
                identity:
                  clock-skew: 0 s
                  trust-domain: example.org
                  key-sets: { refresh: 1 min }
                  issuers:
                    partner:
                      issuer: https://partner.example.com/
                      audience: [dpg, dpg-test]
                      jwks-uri: https://partner.example.com/keys?v=2
                      algorithms: [EdDSA, PS256]
                      name-claim: client_id
                      person-claim: ""
                      team-claim: group
                      domain-claim: ""
                      name-prefix: partner/
                      not-before-required: false
                  applications:
                    "spiffe://example.org/billing": { team: payments, domain: sales }
                    reports: { subjects: ["CN=reports,O=Example"] }
                """);

        assertThat(settings.listen().tls().certificate()).contains(directory.resolve("server.pem"));
        assertThat(settings.identity())
                .isEqualTo(new IdentitySettings(
                        Duration.ZERO,
                        new IdentitySettings.KeySets(
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(30),
                                Duration.ofHours(1),
                                Duration.ofSeconds(5)),
                        Optional.of("example.org"),
                        List.of(new IssuerSettings(
                                "partner",
                                "https://partner.example.com/",
                                List.of("dpg", "dpg-test"),
                                Optional.of(URI.create("https://partner.example.com/keys?v=2")),
                                List.of(SignatureAlgorithm.EDDSA, SignatureAlgorithm.PS256),
                                new IssuerSettings.Claims("client_id", "group", "", "", "partner/"),
                                false)),
                        Map.of(
                                "spiffe://example.org/billing",
                                new Application("payments", "sales", List.of()),
                                "reports",
                                new Application("", "", List.of("CN=reports,O=Example")))));
    }

    @Test
    void whatWouldBelieveTooMuchIsRefused() {
        refused("issuers: { main: { audience: [dpg] } }", "identity.issuers.main: issuer is missing");
        refused("issuers: { main: { issuer: \"https://a.example\" } }", "audience is missing");
        refused(
                "issuers: { main: { issuer: \"http://login.example.org\", audience: [dpg] } }",
                "issuer must begin with https://: whoever is on the way could put in other keys");
        refused(
                "issuers: { main: { issuer: \"https://a.example\", audience: [dpg], jwks-uri: \"http://a.example/k\" } }",
                "jwks-uri must begin with https://");
        for (String algorithm : List.of("none", "HS256", "RS1")) {
            refused(
                    "issuers: { main: { issuer: \"https://a.example\", audience: [dpg], algorithms: [" + algorithm
                            + "] } }",
                    "algorithms: \"" + algorithm + "\" is none that is taken; RS256, ");
        }
        refused(
                "issuers: { a: { issuer: \"https://a.example\", audience: [x] }, b: { issuer: \"https://a.example\","
                        + " audience: [y] } }",
                "two issuers have the address https://a.example");
        refused("clock-skew: 61 s", "clock-skew must be 0 s to 1 min");
        refused("key-sets: { refresh: 2 h }", "outage-max must be at least as long as refresh");
    }

    @Test
    void certificatesTellNothingWhereTheyAreNotAskedFor() {
        refused("trust-domain: example.org", "need listen.tls.client-auth optional or required");
        refused("applications: { a: { subjects: [\"CN=a\"] } }", "need listen.tls.client-auth optional or required");
        refused("applications: { a: { subjects: [a] } }", "\"a\" is no subject of a certificate");
        refused("applications: { a: { subjects: [\"CN=a\"] }, b: { subjects: [\"cn=A\"] } }", "have the same subject");
        refused("trust-domain: \"spiffe://example.org\"", "trust-domain is a name such as example.org");
    }

    @Test
    void filesOfTlsGoTogether() {
        String tls = "listen: { tls: { %s } }\n";
        refusedWhole(tls.formatted("certificate: a.pem"), "certificate and key go together");
        refusedWhole(tls.formatted("certificate: a.pem, key: k.pem, client-auth: required"), "goes with client-ca");
        refusedWhole(tls.formatted("client-ca: a.pem"), "goes with client-ca");
        refusedWhole(tls.formatted("client-auth: maybe"), "client-auth must be none, optional or required");
        refusedWhole(tls.formatted("client-auth: optional, client-ca: c.pem"), "client-auth needs certificate and key");
    }

    private void refused(String identity, String why) {
        refusedWhole("identity: { " + identity + " }\n", why);
    }

    private void refusedWhole(String text, String why) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(text))
                .withMessageContaining("dpg.yaml:")
                .withMessageContaining(why);
    }

    private GatewaySettings load(String text) {
        Path file = directory.resolve("dpg.yaml");
        try {
            Files.writeString(file, "clusters: { main: { bootstrap: a } }\n" + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Configuration.load(Optional.of(file), Map.of(), Map.of(), new ProcessMemory(1L << 30, 1L << 30));
    }
}
