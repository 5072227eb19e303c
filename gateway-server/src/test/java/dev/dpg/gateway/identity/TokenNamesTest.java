package dev.dpg.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.dpg.gateway.fakes.TestAuthority;
import dev.dpg.gateway.fakes.TestIssuer;
import dev.dpg.gateway.identity.IdentitySettings.Application;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom the claims of a good token name, and what it may be bound to. */
class TokenNamesTest {
    private static final RSAKey KEY = TestIssuer.rsa("key");
    private static final TestIssuer ISSUER = new TestIssuer().shows(KEY);

    private AskingGateway gateway = gateway(IssuerSettings.Claims.defaults(), true);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @AfterAll
    static void stopIssuer() {
        ISSUER.close();
    }

    @Test
    void whoHasAnEmailIsAPersonAndEveryoneElseAnApplication() {
        assertThat(principal(claims()).id()).isEqualTo("application:billing");
        assertThat(principal(claims().claim("email", "anna@example.com").claim("email_verified", true))
                        .id())
                .isEqualTo("person:anna@example.com");
    }

    @Test
    void anAddressThatIsNotVerifiedNamesNobody() {
        assertThat(principal(claims().claim("email", "a@example.com").claim("email_verified", true))
                        .name())
                .isEqualTo("a@example.com");
        refused(claims().claim("email", "a@example.com").claim("email_verified", false), "not verified the address");
        refused(claims().claim("email", "a@example.com"), "not verified the address");
    }

    @Test
    void teamAndDomainAreTheTokensElseTheConfigurations() {
        assertThat(principal(claims()))
                .isEqualTo(new Principal(Principal.Kind.APPLICATION, "billing", "payments", "sales"));
        assertThat(principal(claims().claim("team", "core")))
                .isEqualTo(new Principal(Principal.Kind.APPLICATION, "billing", "core", "sales"));
        assertThat(principal(claims().subject("new").claim("domain", "stock")))
                .isEqualTo(new Principal(Principal.Kind.APPLICATION, "new", "", "stock"));
        // What is configured for applications says nothing of people.
        assertThat(principal(claims().claim("email", "billing").claim("email_verified", true))
                        .team())
                .isEmpty();
    }

    @Test
    void namesThatCannotBeShownAreRefused() {
        for (String name : List.of("", " ", "a\nb", "a\u202eb", "a\u200bb", "x".repeat(256))) {
            refused(claims().subject(name), "printable characters");
        }
        refused(claims().claim("sub", 7), "its claim sub is no text");
        refused(claims().claim("team", List.of("a", "b")), "its claim team is no text");
        refused(claims().subject(null), "does not say whose it is (sub)");
    }

    @Test
    void claimsAndAPrefixAreConfigured() {
        restart(new IssuerSettings.Claims("client_id", "", "unit", "", "partner/"), true);

        assertThat(principal(claims().claim("client_id", "feed")
                        .claim("unit", "sea")
                        .claim("team", "x")
                        .claim("email", "a@example.com")))
                .isEqualTo(new Principal(Principal.Kind.APPLICATION, "partner/feed", "", "sea"));
        assertThat(principal(claims().claim("client_id", "billing")).id()).isEqualTo("application:partner/billing");
    }

    @Test
    void anIssuerMayBeExcusedFromSayingSinceWhen() {
        restart(IssuerSettings.Claims.defaults(), false);

        assertThat(principal(claims().notBeforeTime(null)).name()).isEqualTo("billing");
        refused(claims().notBeforeTime(Date.from(gateway.now().plusSeconds(31))), "not good yet");
    }

    @Test
    void aTokenThatIsBoundToACertificateComesWithThatOneOnly() throws GeneralSecurityException {
        TestAuthority authority = new TestAuthority("authority");
        X509Certificate own = authority.client("CN=own").getCertificate();
        X509Certificate other = authority.client("CN=other").getCertificate();
        String hash = Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(own.getEncoded()))
                .toString();
        String bound = token(claims().claim("cnf", Map.of("x5t#S256", hash)));

        assertThat(gateway.identify(bound, own).principal().name()).isEqualTo("billing");
        for (X509Certificate[] others : new X509Certificate[][] {{}, {other}, {other, own}}) {
            assertThat(gateway.refusal(bound, others).message()).contains("bound to a certificate");
        }
        refused(claims().claim("cnf", Map.of("jkt", "abc")), "bound to something else");
        refused(claims().claim("cnf", Map.of("x5t#S256", hash, "jkt", "abc")), "bound to something else");
        refused(claims().claim("cnf", "me"), "bound to something else");
    }

    private static AskingGateway gateway(IssuerSettings.Claims claims, boolean notBeforeRequired) {
        var issuer = new IssuerSettings(
                "main",
                ISSUER.address(),
                List.of(TestIssuer.AUDIENCE),
                Optional.empty(),
                List.of(SignatureAlgorithm.RS256),
                claims,
                notBeforeRequired);
        return AskingGateway.with(
                AskingGateway.settings(Map.of("billing", new Application("payments", "sales", List.of())), issuer));
    }

    private void restart(IssuerSettings.Claims claims, boolean notBeforeRequired) {
        gateway.close();
        gateway = gateway(claims, notBeforeRequired);
    }

    private JWTClaimsSet.Builder claims() {
        return ISSUER.claims("billing", gateway.now());
    }

    private static String token(JWTClaimsSet.Builder claims) {
        return TestIssuer.token(KEY, claims.build());
    }

    private Principal principal(JWTClaimsSet.Builder claims) {
        String token = token(claims);
        awaitKeys(token);
        return gateway.identify(token).principal();
    }

    private void refused(JWTClaimsSet.Builder claims, String why) {
        String token = token(claims);
        awaitKeys(token);
        assertThat(gateway.refusal(token).message()).contains(why);
    }

    private void awaitKeys(String token) {
        await().until(() -> {
            try {
                return gateway.identify(token) != null;
            } catch (ProblemException e) {
                return e.problem().reason() != Reason.NOT_READY;
            }
        });
    }
}
