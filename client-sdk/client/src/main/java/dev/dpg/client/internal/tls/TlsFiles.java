package dev.dpg.client.internal.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files of a client's TLS, in PEM.
 *
 * @param authorities certificates of authorities to trust; absent: those that the JDK trusts
 * @param own the client's certificate and key; absent: the client has none
 */
public record TlsFiles(Optional<Path> authorities, Optional<Own> own) {
    /**
     * The client's own.
     *
     * @param certificates its certificate, then those that lead to its authority
     * @param key the private key, PKCS#8 without a password
     */
    public record Own(Path certificates, Path key) {}

    /**
     * Judges what a gateway shows; read once.
     *
     * @throws IllegalArgumentException if the file cannot be read
     */
    public TrustManager trust() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities.isPresent() ? store(authorities.get()) : null);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("this JDK cannot judge certificates: " + e.getMessage(), e);
        }
    }

    /**
     * Shows who the client is; the files are read now, and again for a connection once they have changed.
     *
     * @throws IllegalArgumentException if the files cannot be read
     */
    public Optional<KeyManager> keys() {
        return own.map(files -> new RenewedKeys(files.certificates(), files.key()));
    }

    /**
     * For connections that are not gRPC's.
     *
     * @throws IllegalArgumentException if a file cannot be read
     */
    public SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys().map(keys -> new KeyManager[] {keys}).orElse(null), new TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this JDK cannot do TLS: " + e.getMessage(), e);
        }
    }

    private static @Nullable KeyStore store(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : PemFile.certificates(file)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        return store;
    }
}
