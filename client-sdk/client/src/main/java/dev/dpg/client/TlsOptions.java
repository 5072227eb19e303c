package dev.dpg.client;

import dev.dpg.client.internal.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How connections are encrypted: which authorities a gateway's certificate has to be of, and which certificate the client shows. All
 * files are PEM. Those of the client are looked at for each new connection and read again once they have changed; that of the
 * authorities is read when the client is made.
 *
 * @param caFile certificates of the authorities to trust; absent: those that the JDK trusts
 * @param certificateFile the client's certificate, then those that lead to its authority; absent: the client shows none
 * @param keyFile its private key, PKCS#8 without a password; present where the certificate is
 * @param serverName the name that the gateway's certificate has to be for; absent: the host of the address
 */
public record TlsOptions(
        Optional<Path> caFile, Optional<Path> certificateFile, Optional<Path> keyFile, Optional<String> serverName) {
    /** The authorities that the JDK trusts, and no certificate of the client. */
    public static final TlsOptions SYSTEM =
            new TlsOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public TlsOptions {
        if (certificateFile.isPresent() != keyFile.isPresent()) {
            throw new IllegalArgumentException(
                    "a client's certificate and its key come together; name both files, or none");
        }
    }

    /** The same with the authorities of a file, instead of those that the JDK trusts. */
    public TlsOptions withCa(Path file) {
        return new TlsOptions(Optional.of(file), certificateFile, keyFile, serverName);
    }

    /** The same with a certificate of the client. */
    public TlsOptions withCertificate(Path certificates, Path key) {
        return new TlsOptions(caFile, Optional.of(certificates), Optional.of(key), serverName);
    }

    /** The same where the gateway's certificate is for another name than that of its address, as in tests and behind tunnels. */
    public TlsOptions withServerName(String name) {
        return new TlsOptions(caFile, certificateFile, keyFile, Optional.of(name));
    }

    /**
     * The same trust and the same certificate for other connections of the program.
     *
     * @throws IllegalArgumentException if a file cannot be read; the message says which
     */
    public SSLContext sslContext() {
        return files().context();
    }

    TlsFiles files() {
        return new TlsFiles(caFile, certificateFile.flatMap(own -> keyFile.map(key -> new TlsFiles.Own(own, key))));
    }
}
