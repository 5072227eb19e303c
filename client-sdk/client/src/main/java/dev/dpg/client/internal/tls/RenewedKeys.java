package dev.dpg.client.internal.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The client's certificate and key. Whenever a gateway asks who the client is, that is once for each connection, the files are
 * looked at, and read again if they have changed: a certificate that is renewed in time needs no restart. While new ones cannot be
 * read, or do not belong together yet, those read before go on being used. Thread-safe.
 */
final class RenewedKeys extends X509ExtendedKeyManager {
    private static final System.Logger LOG = System.getLogger("dev.dpg.client.DpgClient");

    /** How a file looks from outside: another one differs in at least one of them. */
    private record Look(
            long modifiedMillis, long bytes, @Nullable Object identity) {
        static Look at(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
        }
    }

    /** A key with its certificate. No record: it would print the key. */
    private static final class Pair {
        private final X509Certificate[] chain;
        private final PrivateKey key;
        private final List<Look> looks;

        Pair(X509Certificate[] chain, PrivateKey key, List<Look> looks) {
            this.chain = chain;
            this.key = key;
            this.looks = looks;
        }
    }

    private final Path certificates;
    private final Path key;
    /** Each pair has a name of its own: a connection being made keeps the pair that it began with. Guarded by this. */
    private Pair pair;

    private @Nullable Pair before;
    private int number;

    RenewedKeys(Path certificates, Path key) {
        this.certificates = certificates;
        this.key = key;
        try {
            pair = read(looks());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    certificates + " or " + key + " cannot be read; make both readable, or name other files", e);
        }
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(keyTypes);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(keyTypes);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = choose(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public synchronized X509Certificate @Nullable [] getCertificateChain(String alias) {
        Pair named = named(alias);
        return named == null ? null : named.chain.clone();
    }

    @Override
    public synchronized @Nullable PrivateKey getPrivateKey(String alias) {
        Pair named = named(alias);
        return named == null ? null : named.key;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    private synchronized @Nullable String choose(String... keyTypes) {
        refresh();
        String algorithm = pair.chain[0].getPublicKey().getAlgorithm();
        return Arrays.asList(keyTypes).contains(algorithm) ? Integer.toString(number) : null;
    }

    private synchronized @Nullable Pair named(String alias) {
        return alias.equals(Integer.toString(number))
                ? pair
                : alias.equals(Integer.toString(number - 1)) ? before : null;
    }

    private synchronized void refresh() {
        try {
            List<Look> now = looks();
            if (!now.equals(pair.looks)) {
                Pair renewed = read(now);
                before = pair;
                pair = renewed;
                number++;
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the client's certificate has changed and cannot be read anew, the one read before goes on being used: "
                            + Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private List<Look> looks() throws IOException {
        return List.of(Look.at(certificates), Look.at(key));
    }

    private Pair read(List<Look> looks) {
        X509Certificate[] chain = PemFile.certificates(certificates).toArray(X509Certificate[]::new);
        PrivateKey own = PemFile.privateKey(key);
        if (!Pairing.fits(own, chain[0].getPublicKey())) {
            throw new IllegalArgumentException(
                    "the key in " + key + " is not the one of the certificate in " + certificates);
        }
        return new Pair(chain, own, looks);
    }
}
