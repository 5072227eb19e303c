package dev.dpg.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dpg.gateway.fakes.TestIssuer;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which tokens are believed, and which are not, against an issuer that shows its keys on loopback. */
class TokenTableTest {
    private static final RSAKey KEY = TestIssuer.rsa("rsa-1");
    private static final ECKey OTHER_KIND = TestIssuer.elliptic("elliptic-1");
    private static final TestIssuer ISSUER = new TestIssuer().shows(KEY, OTHER_KIND);
    private static final AskingGateway GATEWAY = AskingGateway.of(AskingGateway.issuer("main", ISSUER));
    private static final Instant NOW = AskingGateway.START;
    private static final Duration EDGE = AskingGateway.SKEW;

    @BeforeAll
    static void keysAreFetched() {
        await().ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(GATEWAY.identify(good())).isNotNull());
    }

    @AfterAll
    static void stop() {
        GATEWAY.close();
        ISSUER.close();
    }

    @Test
    void aGoodTokenTellsWhoCallsAndUntilWhen() {
        assertThat(GATEWAY.identify(good()))
                .isEqualTo(new Identity(
                        new Principal(Principal.Kind.APPLICATION, "billing", "", ""),
                        java.util.Optional.of(NOW.plusSeconds(300).plus(EDGE)),
                        false));
        assertThat(GATEWAY.identify(TestIssuer.token(OTHER_KIND, claims().build()))
                        .principal()
                        .id())
                .isEqualTo("application:billing");
        assertThat(GATEWAY.identify(new Credentials("bEARER  " + good(), List.of())))
                .isEqualTo(GATEWAY.identify(good()));
        assertThat(GATEWAY.identify(TestIssuer.token(
                                KEY,
                                TestIssuer.header(KEY)
                                        .type(new JOSEObjectType("at+jwt"))
                                        .build(),
                                claims().build()))
                        .principal()
                        .name())
                .isEqualTo("billing");
    }

    @Test
    void whoSendsNothingIsToldWhatToSend() {
        var problem = GATEWAY.refusal(new Credentials(null, List.of()));

        assertThat(problem.reason()).isEqualTo(Reason.NO_CREDENTIALS);
        assertThat(problem.message()).contains("authorization", "Bearer", "token");
    }

    @Test
    void anotherSchemeIsRefused() {
        assertThat(GATEWAY.refusal(new Credentials("Basic YTpi", List.of())).message())
                .contains("must be \"Bearer \"");
        assertThat(GATEWAY.refusal(new Credentials("", List.of())).reason()).isEqualTo(Reason.BAD_TOKEN_SIGNATURE);
    }

    @Test
    void unsignedTokensAreRefused() {
        String payload = Base64URL.encode(claims().build().toString()).toString();
        for (String algorithm : List.of("none", "None", "NONE")) {
            String header = Base64URL.encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"rsa-1\"}")
                    .toString();
            refused(header + "." + payload + ".", "it is not signed");
            refused(header + "." + payload + ".AAAA", "it is not signed");
        }
        refused(stripped(good()), "it is not signed");
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws JOSEException {
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.encode(KEY.toRSAPublicKey().getEncoded()) + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (byte[] secret : List.of(pem, KEY.toRSAPublicKey().getEncoded())) {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID("rsa-1")
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims().build());
            token.sign(new MACSigner(secret));
            refused(token.serialize(), "its algorithm is none that is taken");
        }
    }

    @Test
    void aKeyIsUsedWithItsOwnAlgorithmOnly() {
        var header = new JWSHeader.Builder(JWSAlgorithm.PS256)
                .keyID("rsa-1")
                .type(JOSEObjectType.JWT)
                .build();
        refused(TestIssuer.token(KEY, header, claims().build()), "its algorithm is not the one that its key is for");
        // The elliptic key's id over a signature of the other kind.
        refused(
                TestIssuer.token(KEY, TestIssuer.header(KEY).keyID("elliptic-1").build(), claims().build()),
                "its algorithm is not the one that its key is for");
    }

    @Test
    void aSignatureOfAnotherKeyIsRefused() {
        RSAKey foreign = TestIssuer.rsa("rsa-1");
        refused(TestIssuer.token(foreign, claims().build()), "its signature is not that of its issuer");
        String good = good();
        String other = TestIssuer.token(KEY, claims().subject("admin").build());
        String spliced = other.substring(0, other.lastIndexOf('.')) + good.substring(good.lastIndexOf('.'));
        refused(spliced, "its signature is not that of its issuer");
        refused(TestIssuer.token(OTHER_KIND, claims().build()).replaceFirst("[^.]+$", "AAAA"), "its signature");
    }

    @Test
    void aKeyThatTheTokenBringsAlongProvesNothing() {
        RSAKey foreign = TestIssuer.rsa("rsa-1");
        var header = TestIssuer.header(foreign)
                .jwk(foreign.toPublicJWK())
                .jwkURL(URI.create(ISSUER.address() + "/other-keys"))
                .x509CertURL(URI.create(ISSUER.address() + "/certificate"))
                .build();
        refused(TestIssuer.token(foreign, header, claims().build()), "its signature is not that of its issuer");
        // And is no fault either, where the signature is the issuer's.
        var harmless = TestIssuer.header(KEY).jwk(foreign.toPublicJWK()).build();
        assertThat(GATEWAY.identify(TestIssuer.token(KEY, harmless, claims().build())))
                .isNotNull();
    }

    @Test
    void aTokenMustSayWhichKeyAndWhatItIs() {
        refused(header(TestIssuer.header(KEY).keyID(null)), "which key");
        refused(header(TestIssuer.header(KEY).type(null)), "typ must be JWT or at+jwt");
        refused(header(TestIssuer.header(KEY).type(new JOSEObjectType("logout+jwt"))), "typ must be JWT or at+jwt");
        refused(header(TestIssuer.header(KEY).criticalParams(Set.of("exp")).customParam("exp", 1)), "(crit)");
    }

    @Test
    void nestedAndEncryptedTokensAreRefused() throws JOSEException {
        refused(header(TestIssuer.header(KEY).contentType("JWT")), "holds another token");
        refused("a.b.c.d.e", "it is encrypted");
        var inner = new JWSObject(TestIssuer.header(KEY).build(), new Payload(good()));
        inner.sign(new RSASSASigner(KEY));
        refused(inner.serialize(), "its payload is no JSON object");
        refused("0123456789", "no JSON Web Token");
        refused("", "no JSON Web Token");
    }

    @Test
    void whatIsThereTwiceIsRefused() throws JOSEException {
        String once = claims().build().toString();
        String twice = once.substring(0, once.length() - 1) + ",\"sub\":\"admin\"}";
        var token = new JWSObject(TestIssuer.header(KEY).build(), new Payload(twice));
        token.sign(new RSASSASigner(KEY));
        refused(token.serialize(), "its payload is no JSON object, or one that has a name twice");

        String header = Base64URL.encode("{\"alg\":\"RS256\",\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"rsa-1\"}")
                .toString();
        refused(header + good().substring(good().indexOf('.')), "its header is no JSON object, or one that has");
    }

    @Test
    void audienceAndIssuerMustBeThese() {
        refused(claims().audience("another-service").build(), "somebody else (aud)");
        refused(claims().audience((String) null).build(), "somebody else (aud)");
        refused(claims().audience(TestIssuer.AUDIENCE + "2").build(), "somebody else (aud)");
        assertThat(GATEWAY.identify(TestIssuer.token(
                        KEY,
                        claims().audience(List.of("x", TestIssuer.AUDIENCE)).build())))
                .isNotNull();
        refused(claims().issuer(ISSUER.address() + "/").build(), "its issuer (iss) is none");
        refused(claims().issuer(null).build(), "its issuer (iss) is none");
        refused(claims().claim("iss", List.of(ISSUER.address())).build(), "its issuer (iss) is none");
    }

    @Test
    void timesAreJudgedToTheSecond() {
        assertThat(GATEWAY.identify(expiring(NOW.minus(EDGE).plusSeconds(1)))).isNotNull();
        assertThat(GATEWAY.refusal(expiring(NOW.minus(EDGE))).reason()).isEqualTo(Reason.TOKEN_EXPIRED);
        assertThat(GATEWAY.refusal(expiring(NOW.minus(EDGE).minusSeconds(1))).message())
                .contains("has expired; get a new one");

        assertThat(GATEWAY.identify(beginning(NOW.plus(EDGE)))).isNotNull();
        refused(beginning(NOW.plus(EDGE).plusSeconds(1)), "not good yet (nbf)");

        refused(claims().expirationTime(null).build(), "no time as exp");
        refused(claims().notBeforeTime(null).build(), "no time as nbf");
        refused(claims().claim("exp", "never").build(), "no time as exp");
        refused(claims().claim("exp", 1e300).build(), "no time as exp");
    }

    @Test
    void largeTokensAreNotRead() {
        refused(claims().claim("filler", "x".repeat(8 * 1024)).build(), "more than 8192 characters");
        refused(claims().claim("a", nested(100)).build(), "its payload is no JSON object");
    }

    @Test
    void whatIsNotBase64IsRefused() {
        refused("a=.b.c", "its header is not in base64url");
        refused(good().replaceFirst("\\.([^.]+)\\.", ".$1+."), "its payload is not in base64url");
        refused(good() + "=", "its signature is not in base64url");
    }

    private static Object nested(int depth) {
        return depth == 0 ? 1 : List.of(nested(depth - 1));
    }

    private static JWTClaimsSet.Builder claims() {
        return ISSUER.claims("billing", NOW);
    }

    private static String good() {
        return TestIssuer.token(KEY, claims().build());
    }

    private static String header(JWSHeader.Builder header) {
        return TestIssuer.token(KEY, header.build(), claims().build());
    }

    private static String expiring(Instant time) {
        return TestIssuer.token(
                KEY,
                claims().notBeforeTime(Date.from(NOW.minusSeconds(600)))
                        .expirationTime(Date.from(time))
                        .build());
    }

    private static String beginning(Instant time) {
        return TestIssuer.token(KEY, claims().notBeforeTime(Date.from(time)).build());
    }

    private static String stripped(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static void refused(JWTClaimsSet claims, String why) {
        refused(TestIssuer.token(KEY, claims), why);
    }

    private static void refused(String token, String why) {
        var problem = GATEWAY.refusal(token);
        assertThat(problem.reason()).isEqualTo(Reason.BAD_TOKEN_SIGNATURE);
        assertThat(problem.message()).startsWith("the token is refused: ").contains(why);
    }
}
