package dev.dpg.client.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468). What is wrong is said by file, never by content. */
final class PemFile {
    private static final int BYTES_MAX = 1024 * 1024;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private PemFile() {}

    /**
     * All certificates of a file, in its order.
     *
     * @throws IllegalArgumentException if it cannot be read, or holds none
     */
    static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate; name a PEM file with at least one");
            }
            return found;
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    file + " holds something that is no certificate; name a PEM file of certificates only", e);
        }
    }

    /**
     * The private key of a file.
     *
     * @throws IllegalArgumentException if it cannot be read, or holds none that is understood
     */
    static PrivateKey privateKey(Path file) {
        Matcher found = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new IllegalArgumentException(
                    file + " holds no private key in PKCS#8 without a password (BEGIN PRIVATE KEY);"
                            + " convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        try {
            var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
            for (String algorithm : ALGORITHMS) {
                Optional<PrivateKey> key = privateKey(algorithm, encoded);
                if (key.isPresent()) {
                    return key.get();
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds a private key that cannot be read", e);
        }
        throw new IllegalArgumentException(file + " holds a private key that is none of " + ALGORITHMS);
    }

    /** Of which algorithm a key is, only its inside says. */
    private static Optional<PrivateKey> privateKey(String algorithm, PKCS8EncodedKeySpec encoded)
            throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (InvalidKeySpecException another) {
            return Optional.empty();
        }
    }

    private static byte[] read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] read = bytes.readNBytes(BYTES_MAX + 1);
            if (read.length > BYTES_MAX) {
                throw new IllegalArgumentException(file + " is larger than 1 MiB; is it the right file?");
            }
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); make it readable, or name another file",
                    e);
        }
    }
}
