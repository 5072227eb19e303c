package dev.dpg.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.fakes.TestAuthority;
import dev.dpg.gateway.fakes.TestIssuer;
import dev.dpg.gateway.identity.IdentitySettings.Application;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which application a certificate is of. */
class CertificateNamesTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");
    private static final String BILLING = "spiffe://example.org/shop/billing";

    private final AskingGateway gateway = AskingGateway.with(settings(
            Optional.of("example.org"),
            Map.of(
                    BILLING,
                    new Application("payments", "sales", List.of()),
                    "reports",
                    new Application("insight", "", List.of("CN=reports, O=Example")))));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theNameInTheTrustDomainIsTheApplications() {
        X509Certificate certificate = client("CN=anything", BILLING);
        Identity identity = identify(certificate);

        assertThat(identity.principal())
                .isEqualTo(new Principal(Principal.Kind.APPLICATION, BILLING, "payments", "sales"));
        assertThat(identity.expires()).contains(certificate.getNotAfter().toInstant());
        assertThat(identify(client("CN=x", "spiffe://example.org/new"))
                        .principal()
                        .team())
                .isEmpty();
    }

    @Test
    void aConfiguredSubjectIsAnApplicationsHoweverItIsWritten() {
        assertThat(identify(client("cn=Reports,o=EXAMPLE")).principal())
                .isEqualTo(new Principal(Principal.Kind.APPLICATION, "reports", "insight", ""));
        refused(client("CN=reports,O=Other"), "its subject is none that this gateway's configuration names");
        refused(client("CN=reports"), "its subject is none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://example.com/billing",
                "spiffe://example.org.evil.com/billing",
                "spiffe://EXAMPLE.org/billing",
                "spiffe://user@example.org/billing",
                "spiffe://example.org:443/billing",
                "spiffe://example.org",
                "spiffe://example.org/",
                "spiffe://example.org//billing",
                "spiffe://example.org/../billing",
                "spiffe://example.org/a/.",
                "spiffe://example.org/billing?x",
                "spiffe://example.org/b%20",
                "https://example.org/billing"
            })
    void aNameOutsideOfTheTrustDomainIsRefusedWhateverTheSubject(String uri) {
        refused(client("CN=reports,O=Example", uri), "none of this gateway's SPIFFE trust domain");
    }

    @Test
    void twoNamesAreRefused() {
        refused(client("CN=x", BILLING, "spiffe://example.org/other"), "several URI names");
        refused(client("CN=x", BILLING, BILLING), "several URI names");
    }

    @Test
    void anAuthorityIsNoApplication() {
        refused(AUTHORITY.own().getCertificate(), "an authority's");
    }

    @Test
    void aCertificateThatExpiresOnAnOpenConnectionIsRefusedFromThenOn() {
        X509Certificate certificate = client("CN=x", BILLING);
        gateway.passes(Duration.between(gateway.now(), certificate.getNotAfter().toInstant())
                .minusSeconds(1));
        assertThat(gateway.identify(credentials(certificate))).isNotNull();

        gateway.passes(Duration.ofSeconds(1));
        assertThat(gateway.refusal(credentials(certificate)).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
    }

    @Test
    void withoutATrustDomainNamesInUrisMeanNothing() {
        try (AskingGateway subjectsOnly = AskingGateway.with(
                settings(Optional.empty(), Map.of("reports", new Application("", "", List.of("CN=reports")))))) {
            assertThat(subjectsOnly
                            .identify(credentials(client("CN=reports", "https://example.org/whatever")))
                            .principal()
                            .name())
                    .isEqualTo("reports");
            assertThat(subjectsOnly
                            .refusal(credentials(client("CN=x", BILLING)))
                            .message())
                    .contains("its subject is none that this gateway's configuration names");
            assertThat(subjectsOnly.refusal(new Credentials(null, List.of())).message())
                    .contains("connect with a client certificate")
                    .doesNotContain("Bearer");
            assertThat(subjectsOnly.refusal("a.b.c").message()).contains("takes no tokens");
        }
    }

    @Test
    void aCertificateSaysNothingWhereOnlyTokensDo() {
        try (TestIssuer issuer = new TestIssuer();
                AskingGateway tokensOnly = AskingGateway.of(AskingGateway.issuer("main", issuer))) {
            assertThat(tokensOnly.refusal(credentials(client("CN=x", BILLING))).reason())
                    .isEqualTo(Reason.NO_CREDENTIALS);
        }
    }

    private static IdentitySettings settings(Optional<String> trustDomain, Map<String, Application> applications) {
        return new IdentitySettings(
                Duration.ZERO, IdentitySettings.KeySets.defaults(), trustDomain, List.of(), applications);
    }

    private static X509Certificate client(String subject, String... uris) {
        return AUTHORITY.client(subject, uris).getCertificate();
    }

    private static Credentials credentials(X509Certificate certificate) {
        return new Credentials(null, List.of(certificate));
    }

    private Identity identify(X509Certificate certificate) {
        return gateway.identify(credentials(certificate));
    }

    private void refused(X509Certificate certificate, String why) {
        Problem problem = gateway.refusal(credentials(certificate));
        assertThat(problem.reason()).isEqualTo(Reason.BAD_TOKEN_SIGNATURE);
        assertThat(problem.message())
                .startsWith("the client's certificate is refused: ")
                .contains(why);
    }
}
