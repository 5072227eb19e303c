package dev.dpg.client.internal.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether a private key and a public one belong together: told by a signature. */
final class Pairing {
    private static final byte[] TEXT = "whose key is it".getBytes(StandardCharsets.US_ASCII);

    private Pairing() {}

    static boolean fits(PrivateKey own, PublicKey shown) {
        String method = switch (own.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "EdDSA";
        };
        try {
            var signing = Signature.getInstance(method);
            signing.initSign(own);
            signing.update(TEXT);
            byte[] signed = signing.sign();
            signing.initVerify(shown);
            signing.update(TEXT);
            return signing.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }
}
