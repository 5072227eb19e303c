package dev.dpg.gateway.codec;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes texts for one application: HMAC-SHA-256 (RFC 2104) of the text's UTF-8 by its salt, of which the first 16 bytes are
 * given as 32 hexadecimal digits in lower case. Neither the property nor the product is part of it, so that equal texts stay
 * equal wherever the application reads them. Not thread-safe.
 */
public final class TextHash {
    /** Digits of a hash. */
    public static final int DIGITS = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final byte[] HEX = TextForms.ascii("0123456789abcdef");

    private final Mac mac;
    private final byte[] code = new byte[MAC_BYTES];
    private final byte[] digits = new byte[DIGITS];

    private TextHash(Mac mac) {
        this.mac = mac;
    }

    /** What hashes with a salt, which is not {@link Salt#NONE}. */
    public static TextHash of(Salt salt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt.bytes(), ALGORITHM));
            return new TextHash(mac);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }

    /** Another one that hashes the same, for another thread. */
    public TextHash copy() {
        try {
            return new TextHash((Mac) mac.clone());
        } catch (CloneNotSupportedException notThere) {
            throw new IllegalStateException(ALGORITHM + " of this Java cannot be copied", notThere);
        }
    }

    /** The digits of a text's hash, {@link #DIGITS} bytes of ASCII that stay until the next one. */
    public byte[] digits(byte[] bytes, int from, int to) {
        mac.update(bytes, from, to - from);
        try {
            mac.doFinal(code, 0);
        } catch (GeneralSecurityException tooShort) {
            throw new IllegalStateException(tooShort);
        }
        for (int i = 0; i < DIGITS; i += 2) {
            int next = code[i / 2];
            digits[i] = HEX[next >> 4 & 0xF];
            digits[i + 1] = HEX[next & 0xF];
        }
        return digits;
    }
}
