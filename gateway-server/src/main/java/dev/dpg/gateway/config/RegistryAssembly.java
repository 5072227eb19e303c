package dev.dpg.gateway.config;

import dev.dpg.gateway.registry.RegistrySettings;
import dev.dpg.gateway.registry.RegistrySettings.Login;
import dev.dpg.gateway.registry.RegistrySettings.Store;
import dev.dpg.gateway.registry.RegistrySettings.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a registry's settings of what was written. Pure. */
final class RegistryAssembly {
    private RegistryAssembly() {}

    /** @throws IllegalArgumentException with a sentence that holds no secret */
    static RegistrySettings of(String name, ConfigurationFile.Registry entry) {
        Tls tls = new Tls(
                store("trust-store", entry.trustStore(), entry.trustStorePassword()),
                store("key-store", entry.keyStore(), entry.keyStorePassword()));
        return new RegistrySettings(
                name, url(entry.url()), login(entry), tls, entry.connectTimeout(), entry.requestTimeout());
    }

    private static URI url(Optional<String> written) {
        String text = written.orElseThrow(() -> new IllegalArgumentException(
                "url is missing; write where its API begins, such as http://127.0.0.1:8081"));
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            // Without the cause: its text is what was written, which may hold a password.
            throw new IllegalArgumentException("url is not a URL such as http://127.0.0.1:8081");
        }
    }

    private static Login login(ConfigurationFile.Registry entry) {
        if (entry.token().isPresent()) {
            if (entry.user().isPresent() || entry.password().isPresent()) {
                throw new IllegalArgumentException("write token, or user and password, not both");
            }
            return new Login.Bearer(entry.token().get().strip());
        }
        if (entry.user().isPresent() != entry.password().isPresent()) {
            throw new IllegalArgumentException("user and password go together; one of them is missing");
        }
        return entry.user().isPresent()
                ? new Login.Basic(entry.user().get(), entry.password().orElseThrow())
                : new Login.Anonymous();
    }

    private static Optional<Store> store(String key, Optional<Path> file, Optional<String> password) {
        if (file.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(key + " and " + key + "-password go together; one of them is missing");
        }
        return file.map(path -> new Store(path, password.orElseThrow()));
    }
}
