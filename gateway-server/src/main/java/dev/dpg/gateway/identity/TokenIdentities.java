package dev.dpg.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.dpg.gateway.identity.TokenClaims.Verified;
import dev.dpg.gateway.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whose a token is. What was found good is remembered for a moment, by its hash, so that a client with many calls does
 * not cost a signature each. Thread-safe; does not block.
 */
final class TokenIdentities {
    static final Duration REMEMBERED_MAX = Duration.ofMinutes(1);

    private static final String SCHEME = "bearer ";
    private static final int REMEMBERED_TOKENS_MAX = 10_000;

    private final Map<String, Issuer> issuers;
    private final InstantSource clock;
    private final Cache<String, Remembered> remembered = CacheBuilder.newBuilder()
            .maximumSize(REMEMBERED_TOKENS_MAX)
            .expireAfterWrite(REMEMBERED_MAX)
            .build();

    /** @param issuers by what their tokens have as {@code iss} */
    TokenIdentities(Map<String, Issuer> issuers, InstantSource clock) {
        this.issuers = Map.copyOf(issuers);
        this.clock = clock;
    }

    /**
     * Whose token it is.
     *
     * @param authorization as it was sent
     * @param certificates of the connection, which the token may be bound to
     * @throws ProblemException {@code TOKEN_EXPIRED}, {@code BAD_TOKEN_SIGNATURE}, {@code NOT_READY}
     */
    Identity identify(String authorization, List<X509Certificate> certificates) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw TokenRefusals.refused("the metadata authorization must be \"Bearer \" and the token");
        }
        String token = authorization.substring(SCHEME.length()).strip();
        String hash = sha256(token.getBytes(StandardCharsets.UTF_8));
        Instant now = clock.instant();
        Remembered known = remembered.getIfPresent(hash);
        if (known == null || !now.isBefore(known.until())) {
            known = verified(token, now);
            remembered.put(hash, known);
        }
        requireBound(known.verified(), certificates);
        return known.verified().identity();
    }

    private Remembered verified(String token, Instant now) {
        ParsedToken parsed = ParsedToken.of(token);
        JsonNode claimed = parsed.claims().path("iss");
        Issuer issuer = claimed.isTextual() ? issuers.get(claimed.asText()) : null;
        if (issuer == null) {
            throw TokenRefusals.refused("its issuer (iss) is none that this gateway believes");
        }
        VerificationKey key = issuer.keys().key(parsed.keyId());
        if (key.algorithm() != parsed.algorithm()) {
            throw TokenRefusals.refused("its algorithm is not the one that its key is for");
        }
        if (!key.verifies(parsed.signed(), parsed.signature())) {
            throw TokenRefusals.refused("its signature is not that of its issuer");
        }
        Verified verified = issuer.claims().judge(parsed.claims(), now);
        Instant until = earlier(now.plus(REMEMBERED_MAX), issuer.keys().usableUntil());
        return new Remembered(
                verified,
                verified.identity()
                        .expires()
                        .map(expires -> earlier(until, expires))
                        .orElse(until));
    }

    private static void requireBound(Verified verified, List<X509Certificate> certificates) {
        Optional<String> bound = verified.certificateHash();
        if (bound.isPresent()
                && (certificates.isEmpty() || !bound.get().equals(sha256(encoded(certificates.get(0)))))) {
            throw TokenRefusals.refused(
                    "it is bound to a certificate (cnf), and the connection does not show that one");
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * An issuer.
     *
     * @param keys its keys
     * @param claims judges its tokens
     */
    record Issuer(KeySet keys, TokenClaims claims) {}

    private record Remembered(Verified verified, Instant until) {}
}
