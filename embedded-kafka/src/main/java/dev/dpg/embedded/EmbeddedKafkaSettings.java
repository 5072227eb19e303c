package dev.dpg.embedded;

import java.nio.file.Path;

/**
 * Where a broker keeps its data and where it listens.
 *
 * @param dataDirectory made when it is missing; topics, ids and positions stay in it over restarts
 * @param port the port on 127.0.0.1; 0 takes any free one, and after a restart the same one when it is still free
 */
public record EmbeddedKafkaSettings(Path dataDirectory, int port) {
    public static final int DEFAULT_PORT = 9092;
    private static final int PORT_MAX = 65_535;

    public EmbeddedKafkaSettings {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "the broker's port must be between 0 (any free one) and " + PORT_MAX + ", not " + port);
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    /** A broker with its data in a directory, on the default port. */
    public static EmbeddedKafkaSettings in(Path dataDirectory) {
        return new EmbeddedKafkaSettings(dataDirectory, DEFAULT_PORT);
    }

    /** The same broker on another port; 0 takes any free one. */
    public EmbeddedKafkaSettings withPort(int otherPort) {
        return new EmbeddedKafkaSettings(dataDirectory, otherPort);
    }
}
