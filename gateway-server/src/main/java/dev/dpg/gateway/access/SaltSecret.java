package dev.dpg.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the salts of hashes are made of, the same on all gateways and for ever. Whoever knew it could try out values; it is told to
 * nobody. Immutable.
 */
final class SaltSecret implements AccessEntry {
    /** Its key in the table; no request's id is as short. */
    static final String KEY = "secret";

    /** How long it is. */
    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    /** @throws IllegalArgumentException where it is not as long as it has to be */
    SaltSecret(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("the secret of salts is damaged");
        }
        this.secret = secret.clone();
    }

    /** The salt of whoever reads: kind and name. */
    SaltOfReader saltOf(String principal) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return new SaltOfReader(mac.doFinal(principal.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    byte[] bytes() {
        return secret.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SaltSecret that && Arrays.equals(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "the secret of salts";
    }
}
