package dev.dpg.gateway.rpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and keys of PEM files. Whatever is wrong is an {@link IllegalArgumentException} with a sentence that names
 * the file, and holds nothing of a key.
 */
final class PemFiles {
    private static final int BYTES_MAX = 1024 * 1024;
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final byte[] TRIAL = "which key is this?".getBytes(StandardCharsets.US_ASCII);

    private PemFiles() {}

    /** A file's content. Blocks. */
    static byte[] content(String key, Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = stream.readNBytes(BYTES_MAX + 1);
            if (content.length > BYTES_MAX) {
                throw new IllegalArgumentException(key + ": " + file + " has more than " + BYTES_MAX + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    key + ": " + file + " cannot be read; is it there, and may the gateway read it?", e);
        }
    }

    /** The certificates of a file, one at least. */
    static List<X509Certificate> certificates(String key, Path file, byte[] content) {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content))) {
                certificates.add((X509Certificate) one);
            }
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(key + ": " + file + " holds what is no certificate in PEM", e);
        }
        throw new IllegalArgumentException(key + ": " + file + " holds no certificate in PEM");
    }

    /** The private key of a file, which must be the other half of a certificate's. */
    static PrivateKey key(String key, Path file, byte[] content, PublicKey half) {
        Matcher found = PRIVATE_KEY.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IllegalArgumentException(key + ": " + file
                    + " holds no private key in PEM that begins with BEGIN PRIVATE KEY (PKCS#8); openssl pkcs8 -topk8"
                    + " -nocrypt makes one of other forms");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
            PrivateKey read =
                    KeyFactory.getInstance(half.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (belong(read, half)) {
                return read;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: its text may hold what was read.
            throw new IllegalArgumentException(
                    key + ": " + file + " holds no key of the certificate's kind, which is " + half.getAlgorithm());
        }
        throw new IllegalArgumentException(key + ": " + file + " holds another key than that of the certificate");
    }

    private static boolean belong(PrivateKey key, PublicKey half) throws GeneralSecurityException {
        String algorithm = switch (half.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> half.getAlgorithm();
        };
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(TRIAL);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(half);
        verifying.update(TRIAL);
        return verifying.verify(signature);
    }
}
