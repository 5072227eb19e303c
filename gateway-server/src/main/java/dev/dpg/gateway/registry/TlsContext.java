package dev.dpg.gateway.registry;

import dev.dpg.gateway.registry.RegistrySettings.Store;
import dev.dpg.gateway.registry.RegistrySettings.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS contexts of files. Blocks on them. */
final class TlsContext {
    private TlsContext() {}

    /**
     * A context with these certificates; empty where the platform's own one serves.
     *
     * @throws IllegalArgumentException if a file cannot be used; without a word of what is in it
     */
    static Optional<SSLContext> of(Tls tls) {
        if (tls.trustStore().isEmpty() && tls.keyStore().isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // Null is the platform's choice for each of the two.
            context.init(keys(tls.keyStore()), trust(tls.trustStore()), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the TLS stores cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyManager @Nullable [] keys(Optional<Store> store) throws GeneralSecurityException {
        if (store.isEmpty()) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(load(store.get()), store.get().password().toCharArray());
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trust(Optional<Store> store) throws GeneralSecurityException {
        if (store.isEmpty()) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(load(store.get()));
        return factory.getTrustManagers();
    }

    private static KeyStore load(Store store) throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(store.file().toFile(), store.password().toCharArray());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    store.file() + " cannot be read as a PKCS#12 or JKS store with its password", e);
        }
    }
}
