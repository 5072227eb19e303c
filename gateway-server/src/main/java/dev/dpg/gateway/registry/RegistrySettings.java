package dev.dpg.gateway.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A schema registry as the configuration names it. Its secrets are shown by nothing.
 *
 * @param name {@code [a-z][a-z0-9_]*}; what documents call it
 * @param url where its API begins, {@code http} or {@code https}, without query; a slash at the end changes nothing
 * @param login who the gateway is there
 * @param tls what proves who is who, for {@code https}
 * @param connectTimeout how long making a connection may take, 1 ms to 1 min
 * @param requestTimeout how long a whole answer may take, 1 ms to 1 min
 */
public record RegistrySettings(
        String name, URI url, Login login, Tls tls, Duration connectTimeout, Duration requestTimeout) {
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

    public RegistrySettings {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("a registry's name is [a-z][a-z0-9_]*, not \"" + name + "\"");
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "url must begin with http:// or https://, name a host, and have neither query nor fragment");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "url must not hold a user; write user and password as keys of their own");
        }
        require("connect-timeout", connectTimeout);
        require("request-timeout", requestTimeout);
    }

    /** One without login and with the platform's trust. */
    public static RegistrySettings of(String name, URI url) {
        return new RegistrySettings(
                name, url, new Login.Anonymous(), Tls.PLATFORM, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    private static void require(String key, Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException(key + " must be 1 ms to 1 min");
        }
    }

    /** Who the gateway is to a registry. */
    public sealed interface Login {
        /** Nobody in particular, or whoever its certificate says. */
        record Anonymous() implements Login {}

        /** A user with a password (RFC 7617). */
        record Basic(String user, String password) implements Login {
            @Override
            public String toString() {
                return "basic";
            }
        }

        /** A bearer token (RFC 6750). */
        record Bearer(String token) implements Login {
            public Bearer {
                if (!token.matches("[\\x21-\\x7e]+")) {
                    throw new IllegalArgumentException("token must be printable ASCII without blanks");
                }
            }

            @Override
            public String toString() {
                return "bearer";
            }
        }
    }

    /**
     * Certificates.
     *
     * @param trustStore whom to trust; empty: the authorities that the platform trusts
     * @param keyStore the gateway's own key and certificate, for registries that ask for one
     */
    public record Tls(Optional<Store> trustStore, Optional<Store> keyStore) {
        /** The platform's trust, and no certificate. */
        public static final Tls PLATFORM = new Tls(Optional.empty(), Optional.empty());
    }

    /**
     * A file of keys and certificates.
     *
     * @param file PKCS#12 or JKS
     * @param password of the file, and of the key in it
     */
    public record Store(Path file, String password) {
        @Override
        public String toString() {
            return file.toString();
        }
    }
}
