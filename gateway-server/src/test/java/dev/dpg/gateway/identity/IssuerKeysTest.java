package dev.dpg.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.dpg.gateway.fakes.TestIssuer;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys of issuers: fetched, refreshed, rotated, kept while an issuer is down; against an issuer on loopback. */
@Timeout(60)
class IssuerKeysTest {
    private static final RSAKey FIRST = TestIssuer.rsa("first");
    private static final RSAKey SECOND = TestIssuer.rsa("second");

    private final TestIssuer issuer = new TestIssuer().shows(FIRST);
    private AskingGateway gateway = AskingGateway.of(AskingGateway.issuer("main", issuer));

    @AfterEach
    void stop() {
        gateway.close();
        issuer.close();
    }

    @Test
    void beforeTheKeysAreThereNobodyIsJudged() {
        issuer.answersWith(503);
        restart(AskingGateway.issuer("main", issuer));
        Problem problem = gateway.refusal(token(FIRST));

        assertThat(problem.reason()).isEqualTo(Reason.NOT_READY);
        assertThat(problem.retryAfter()).isPresent();

        issuer.answersWith(200);
        awaitGood(FIRST);
    }

    @Test
    void aRotatedKeyIsFetchedWhenATokenNamesIt() {
        awaitGood(FIRST);
        issuer.shows(SECOND);
        gateway.passes(Duration.ofSeconds(31));

        Problem first = gateway.refusal(token(SECOND));
        assertThat(first.reason()).isEqualTo(Reason.NOT_READY);
        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(gateway.identify(token(SECOND))).isNotNull());

        // What is remembered of the old key's tokens is over within a minute.
        gateway.passes(TokenIdentities.REMEMBERED_MAX);
        assertThat(gateway.refusal(token(FIRST)).reason()).isIn(Reason.NOT_READY, Reason.BAD_TOKEN_SIGNATURE);
        await().untilAsserted(() ->
                assertThat(gateway.refusal(token(FIRST)).message()).contains("a key that its issuer does not publish"));
    }

    @Test
    void inventedKeysAThousandASecondCauseFewFetches() {
        awaitGood(FIRST);
        int before = issuer.keysAsked();
        var reasons = new EnumMap<Reason, Integer>(Reason.class);

        String rest = "." + Base64URL.encode("{\"iss\":\"" + issuer.address() + "\"}") + ".AAAA";
        for (int call = 0; call < 95_000; call++) {
            gateway.passes(Duration.ofMillis(1));
            var header = TestIssuer.header(FIRST).keyID("invented-" + call).build();
            Problem problem = gateway.refusal(new Credentials("Bearer " + header.toBase64URL() + rest, List.of()));
            reasons.merge(problem.reason(), 1, Integer::sum);
        }

        assertThat(reasons.keySet()).isSubsetOf(Reason.BAD_TOKEN_SIGNATURE, Reason.NOT_READY);
        await().until(() -> issuer.keysAsked() > before);
        assertThat(issuer.keysAsked() - before).isBetween(1, 4);
        assertThat(gateway.identify(token(FIRST))).isNotNull();
    }

    @Test
    void whileAnIssuerIsDownItsKeysAreUsedForAnHour() {
        awaitGood(FIRST);
        issuer.answersWith(503);
        int before = issuer.keysAsked();
        gateway.passes(Duration.ofMinutes(11));
        await().until(() -> issuer.keysAsked() > before);

        assertThat(gateway.identify(token(FIRST))).isNotNull();
        assertThat(gateway.refusal(token(SECOND)).reason()).isEqualTo(Reason.NOT_READY);
        gateway.passes(Duration.ofMinutes(48));
        assertThat(gateway.identify(token(FIRST))).isNotNull();

        gateway.passes(Duration.ofMinutes(2));
        Problem problem = gateway.refusal(token(FIRST));
        assertThat(problem.reason()).isEqualTo(Reason.NOT_READY);
        assertThat(problem.message()).contains("has not got the keys of issuer main, or not for too long");

        issuer.answersWith(200);
        gateway.passes(Duration.ofSeconds(31));
        awaitGood(FIRST);
    }

    @Test
    void whatIsNoKeySetChangesNothing() {
        awaitGood(FIRST);
        for (String bad : List.of("<html>", "{}", "[]", "{\"keys\":{}}", "x".repeat(300_000))) {
            issuer.showsText(bad);
            int before = issuer.keysAsked();
            gateway.passes(Duration.ofMinutes(11));
            await().until(() -> issuer.keysAsked() > before);
            assertThat(gateway.identify(token(FIRST))).isNotNull();
            issuer.shows(FIRST);
            gateway.passes(Duration.ofSeconds(31));
            await().until(() -> issuer.keysAsked() > before + 1);
            await().untilAsserted(() ->
                    assertThat(gateway.refusal(token(SECOND)).reason()).isEqualTo(Reason.BAD_TOKEN_SIGNATURE));
        }
    }

    @Test
    void keysForOtherPurposesAreLeftOut() {
        JWK encryption = new RSAKey.Builder(SECOND).keyUse(KeyUse.ENCRYPTION).build();
        JWK otherAlgorithm = new RSAKey.Builder(SECOND)
                .keyID("other")
                .algorithm(JWSAlgorithm.RS512)
                .build();
        issuer.shows(FIRST, encryption, otherAlgorithm);
        restart(AskingGateway.issuer("main", issuer));
        awaitGood(FIRST);

        gateway.passes(Duration.ofSeconds(1));
        assertThat(gateway.refusal(token(SECOND)).message()).contains("does not publish");
        var other = new RSAKey.Builder(SECOND).keyID("other").build();
        assertThat(gateway.refusal(token(other)).message()).contains("does not publish");
    }

    @Test
    void aDescriptionOfAnotherIssuerIsNotBelieved() {
        issuer.callsItself("https://other.example.org");
        restart(AskingGateway.issuer("main", issuer));
        await().during(Duration.ofMillis(300))
                .until(() -> gateway.refusal(token(FIRST)).reason() == Reason.NOT_READY && issuer.keysAsked() <= 1);

        issuer.callsItself(issuer.address());
        gateway.passes(Duration.ofSeconds(31));
        awaitGood(FIRST);
    }

    @Test
    void keysAreTakenFromTheirOwnAddressWhereItIsConfigured() {
        try (TestIssuer keys = new TestIssuer().shows(SECOND)) {
            var settings = AskingGateway.issuer("main", issuer);
            restart(new IssuerSettings(
                    "main",
                    settings.issuer(),
                    settings.audiences(),
                    Optional.of(URI.create(keys.address() + "/keys")),
                    settings.algorithms(),
                    settings.claims(),
                    true));
            awaitGood(SECOND);
        }
    }

    @Test
    void issuersAreToldApart() {
        try (TestIssuer other = new TestIssuer().shows(SECOND)) {
            restart(AskingGateway.issuer("main", issuer), AskingGateway.issuer("other", other));
            awaitGood(FIRST);
            String token = TestIssuer.token(
                    SECOND, other.claims("billing", gateway.now()).build());
            await().ignoreExceptionsInstanceOf(ProblemException.class)
                    .untilAsserted(() -> assertThat(gateway.identify(token)).isNotNull());

            // A key of one issuer says nothing about the tokens of the other.
            assertThat(gateway.refusal(token(SECOND)).reason()).isEqualTo(Reason.BAD_TOKEN_SIGNATURE);
        }
    }

    @Test
    void theFirstAllowedAlgorithmIsThatOfAKeyThatSaysNone() {
        restart(AskingGateway.issuer("main", issuer, List.of(SignatureAlgorithm.PS256, SignatureAlgorithm.RS256)));
        var pss = new com.nimbusds.jose.JWSHeader.Builder(JWSAlgorithm.PS256)
                .keyID("first")
                .type(com.nimbusds.jose.JOSEObjectType.JWT)
                .build();
        String token =
                TestIssuer.token(FIRST, pss, issuer.claims("a", gateway.now()).build());
        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(gateway.identify(token)).isNotNull());
        assertThat(gateway.refusal(token(FIRST)).message()).contains("its algorithm is not the one");
    }

    @Test
    void edwardsKeysAreTakenWhereTheyAreAllowed() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        issuer.shows(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                .keyID("edwards")
                .build());
        restart(AskingGateway.issuer("main", issuer, List.of(SignatureAlgorithm.EDDSA)));
        String signed = Base64URL.encode("{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"edwards\"}") + "."
                + Base64URL.encode(
                        issuer.claims("billing", gateway.now()).build().toString());
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(pair.getPrivate());
        signing.update(signed.getBytes(StandardCharsets.US_ASCII));
        String token = signed + "." + Base64URL.encode(signing.sign());

        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(gateway.identify(token)).isNotNull());
        String other = signed + "." + Base64URL.encode(new byte[64]);
        assertThat(gateway.refusal(other).message()).contains("its signature is not that of its issuer");
    }

    @Test
    void weakKeysAreLeftOut() throws JOSEException {
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        issuer.shows(FIRST, weak);
        restart(AskingGateway.issuer("main", issuer));
        awaitGood(FIRST);

        String token = TestIssuer.header(weak).build().toBase64URL() + "."
                + Base64URL.encode("{\"iss\":\"" + issuer.address() + "\"}") + ".AAAA";
        assertThat(gateway.refusal(new Credentials("Bearer " + token, List.of()))
                        .message())
                .contains("does not publish");
    }

    private void restart(IssuerSettings... issuers) {
        gateway.close();
        gateway = AskingGateway.with(AskingGateway.settings(Map.of(), issuers));
    }

    private void awaitGood(JWK key) {
        await().ignoreExceptionsInstanceOf(ProblemException.class).untilAsserted(() -> {
            gateway.passes(Duration.ofSeconds(1));
            assertThat(gateway.identify(token(key))).isNotNull();
        });
    }

    private String token(JWK key) {
        return TestIssuer.token(key, issuer.claims("billing", gateway.now()).build());
    }
}
