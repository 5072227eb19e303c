package dev.dpg.gateway.edge;

/**
 * The HTTP port, which shows metrics.
 *
 * @param host a loopback name or address; others are refused at start
 * @param port 0 takes a free one
 */
public record MetricsSettings(String host, int port) {
    /** Where exporters of OpenTelemetry show theirs. */
    public static final int DEFAULT_PORT = 9464;

    public MetricsSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
        }
    }

    /** What holds where nothing is configured. */
    public static MetricsSettings defaults() {
        return new MetricsSettings("127.0.0.1", DEFAULT_PORT);
    }
}
