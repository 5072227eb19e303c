package dev.dpg.cli.context;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One gateway, or several that offer the same, and how to reach it.
 *
 * @param name of the context: letters, digits, {@code -} and {@code _}
 * @param values by key, none of them empty; keys are those of {@link Detail}
 */
public record GatewayContext(String name, Map<Detail, String> values) {
    /** What a context holds. */
    public enum Detail {
        /** Host and port; several with commas between them. */
        ADDRESS,
        /** {@code true} or {@code false}; absent: by TLS to other machines. */
        TLS,
        /** File with the certificates of authorities to trust. */
        CA,
        /** File with the client's certificate. */
        CERT,
        /** File with its key. */
        KEY,
        /** Who issues tokens: the URL of an OpenID Connect provider. */
        ISSUER,
        /** Under which id the issuer knows this command. */
        CLIENT_ID,
        /** What is asked for at the issuer. */
        SCOPE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public GatewayContext {
        values = Map.copyOf(values);
    }

    /** A value; empty where there is none. */
    public Optional<String> value(Detail key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The same with another value; an empty text takes the value away. */
    GatewayContext with(Detail key, String value) {
        Map<Detail, String> changed = new TreeMap<>(values);
        if (value.isBlank()) {
            changed.remove(key);
        } else {
            changed.put(key, value.strip());
        }
        return new GatewayContext(name, changed);
    }
}
