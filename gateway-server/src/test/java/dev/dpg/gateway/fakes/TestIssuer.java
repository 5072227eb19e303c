package dev.dpg.gateway.fakes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens on loopback: tells where its keys are, shows them, and signs. Thread-safe. */
public final class TestIssuer implements AutoCloseable {
    /** What its tokens are meant for. */
    public static final String AUDIENCE = "dpg-gateway";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private final AtomicInteger keysAsked = new AtomicInteger();
    private volatile String issuerTold;
    private volatile String keys = "{\"keys\":[]}";
    private volatile int status = 200;

    /** One that shows no keys yet. */
    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuerTold = address();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, description()));
        server.createContext("/keys", exchange -> {
            keysAsked.incrementAndGet();
            answer(exchange, keys);
        });
        server.setExecutor(threads);
        server.start();
    }

    /** What its tokens have as {@code iss}. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often the keys were asked for. */
    public int keysAsked() {
        return keysAsked.get();
    }

    /** Shows the public halves of these from now on. */
    public TestIssuer shows(JWK... shown) {
        keys = new JWKSet(List.of(shown)).toString(true);
        return this;
    }

    /** Shows this from now on, whatever it is. */
    public void showsText(String text) {
        keys = text;
    }

    /** Calls itself so from now on. */
    public void callsItself(String other) {
        issuerTold = other;
    }

    /** Answers everything with this status from now on. */
    public void answersWith(int other) {
        status = other;
    }

    /** A new key. */
    public static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** A new key. */
    public static ECKey elliptic(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Claims of an application's token for the gateway, good from now on for five minutes. */
    public JWTClaimsSet.Builder claims(String subject, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .audience(AUDIENCE)
                .subject(subject)
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    /** The header that goes with a key. */
    public static JWSHeader.Builder header(JWK key) {
        JWSAlgorithm algorithm = key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
        return new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).type(JOSEObjectType.JWT);
    }

    /** A token. */
    public static String token(JWK key, JWTClaimsSet claims) {
        return token(key, header(key).build(), claims);
    }

    /** A token with this header. */
    public static String token(JWK key, JWSHeader header, JWTClaimsSet claims) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private String description() {
        return com.nimbusds.jose.util.JSONObjectUtils.toJSONString(
                Map.of("issuer", issuerTold, "jwks_uri", address() + "/keys"));
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
