package dev.dpg.gateway.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where metrics, and a span for each stream, are pushed to by OTLP over HTTP, in protobuf.
 *
 * @param endpoint the collector's base address, {@code http://127.0.0.1:4318}; empty: nothing is pushed
 * @param interval how often
 */
public record OtlpSettings(Optional<String> endpoint, Duration interval) {
    private static final Duration INTERVAL_MAX = Duration.ofHours(1);

    public OtlpSettings {
        endpoint.ifPresent(OtlpSettings::requireAddress);
        if (interval.toMillis() < 100 || interval.compareTo(INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException("otlp.interval must be 100 ms to 1 h");
        }
    }

    /** Nothing is pushed. */
    public static OtlpSettings defaults() {
        return new OtlpSettings(Optional.empty(), Duration.ofSeconds(15));
    }

    /** The address for one kind of signal, {@code metrics} or {@code traces}; empty: nothing is pushed. */
    Optional<String> endpointFor(String signal) {
        return endpoint.map(base -> (base.endsWith("/") ? base : base + "/") + "v1/" + signal);
    }

    private static void requireAddress(String text) {
        try {
            URI address = URI.create(text);
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (http && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below: the text may hold a password.
        }
        throw new IllegalArgumentException(
                "otlp.endpoint must be an address such as http://127.0.0.1:4318, without" + " user, password or query");
    }
}
