package dev.dpg.gateway.identity;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Arrays;
import java.util.Optional;

/** Ways to sign a token with a key whose other half is public. There is no other way: a shared secret proves nothing. */
public enum SignatureAlgorithm {
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
    EDDSA;

    /** What RFC 8037 calls it, and RFC 9864. */
    private static final String ED25519 = "Ed25519";

    /** The one that is called so in tokens and key sets; empty for any other text, {@code none} and {@code HS256} included. */
    public static Optional<SignatureAlgorithm> named(String text) {
        if (text.equals(ED25519)) {
            return Optional.of(EDDSA);
        }
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.text().equals(text))
                .findFirst();
    }

    /** What tokens and key sets call it. */
    public String text() {
        return this == EDDSA ? "EdDSA" : name();
    }

    /** Whether a key is of the kind that this needs. */
    boolean fits(JWK key) {
        return switch (this) {
            case RS256, RS384, RS512, PS256, PS384, PS512 -> key instanceof RSAKey;
            case ES256 -> isOn(key, Curve.P_256);
            case ES384 -> isOn(key, Curve.P_384);
            case ES512 -> isOn(key, Curve.P_521);
            case EDDSA -> key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve());
        };
    }

    private static boolean isOn(JWK key, Curve curve) {
        return key instanceof ECKey elliptic && curve.equals(elliptic.getCurve());
    }
}
