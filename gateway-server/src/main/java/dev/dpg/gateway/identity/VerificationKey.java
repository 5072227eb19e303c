package dev.dpg.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** A public key with the one algorithm that it is used with, whatever a token says. Thread-safe. */
final class VerificationKey {
    private static final int RSA_BITS_MIN = 2_048;
    private static final int RSA_BITS_MAX = 8_192;
    private static final int ED25519_BYTES = 32;

    /** What comes before the 32 bytes of such a key in the form of RFC 8410. */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final SignatureAlgorithm algorithm;
    private final Check check;

    private VerificationKey(SignatureAlgorithm algorithm, Check check) {
        this.algorithm = algorithm;
        this.check = check;
    }

    /**
     * Of a key that fits the algorithm.
     *
     * @throws IllegalArgumentException if it is too weak, or no such key
     */
    static VerificationKey of(JWK key, SignatureAlgorithm algorithm) {
        try {
            if (key instanceof RSAKey rsa) {
                return library(algorithm, new RSASSAVerifier(strong(rsa).toRSAPublicKey()));
            }
            if (key instanceof ECKey elliptic) {
                return library(algorithm, new ECDSAVerifier(elliptic.toECPublicKey()));
            }
            if (key instanceof OctetKeyPair pair) {
                return edwards(algorithm, pair);
            }
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalArgumentException("it cannot be read", e);
        }
        throw new IllegalArgumentException("it is of no known kind");
    }

    private static RSAKey strong(RSAKey key) {
        int bits = key.size();
        if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX) {
            throw new IllegalArgumentException(
                    "it has " + bits + " bits; " + RSA_BITS_MIN + " to " + RSA_BITS_MAX + " are taken");
        }
        return key;
    }

    private static VerificationKey library(SignatureAlgorithm algorithm, JWSVerifier verifier) {
        var header = new JWSHeader(JWSAlgorithm.parse(algorithm.text()));
        return new VerificationKey(algorithm, (signed, signature) -> {
            try {
                return verifier.verify(header, signed, Base64URL.encode(signature));
            } catch (JOSEException e) {
                throw new GeneralSecurityException(e);
            }
        });
    }

    private static VerificationKey edwards(SignatureAlgorithm algorithm, OctetKeyPair pair)
            throws GeneralSecurityException {
        byte[] x = pair.getDecodedX();
        if (x.length != ED25519_BYTES) {
            throw new IllegalArgumentException("it cannot be read");
        }
        var encoded = new ByteArrayOutputStream();
        encoded.writeBytes(ED25519_PREFIX);
        encoded.writeBytes(x);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
        return new VerificationKey(algorithm, (signed, signature) -> {
            Signature verifying = Signature.getInstance("Ed25519");
            verifying.initVerify(key);
            verifying.update(signed);
            return verifying.verify(signature);
        });
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** Whether the signature was made of these bytes with the other half of this key. */
    boolean verifies(byte[] signed, byte[] signature) {
        try {
            return check.verifies(signed, signature);
        } catch (GeneralSecurityException notOne) {
            return false; // what cannot be checked proves nothing
        }
    }

    @FunctionalInterface
    private interface Check {
        boolean verifies(byte[] signed, byte[] signature) throws GeneralSecurityException;
    }
}
