package dev.dpg.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a broker keeps its data, where it listens, and with whom.
 *
 * @param dataDirectory made when it is missing; topics, ids and positions stay in it over restarts
 * @param port the port on 127.0.0.1; 0 takes any free one, and after a restart the same one when it is still free;
 *     a node of a cluster has to have one
 * @param membership the cluster that it is one of several nodes of; empty: it is alone
 */
public record EmbeddedKafkaSettings(Path dataDirectory, int port, Optional<ClusterMembership> membership) {
    public static final int DEFAULT_PORT = 9092;

    public EmbeddedKafkaSettings {
        if (port < 0 || port > ClusterMembership.PORT_MAX) {
            throw new IllegalArgumentException("the broker's port must be between 0 (any free one) and "
                    + ClusterMembership.PORT_MAX + ", not " + port);
        }
        if (port == 0 && membership.isPresent()) {
            throw new IllegalArgumentException("a node of a cluster needs a port of its own, which it keeps");
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    /** A broker that is alone. */
    public EmbeddedKafkaSettings(Path dataDirectory, int port) {
        this(dataDirectory, port, Optional.empty());
    }

    /** A broker that is alone with its data in a directory, on the default port. */
    public static EmbeddedKafkaSettings in(Path dataDirectory) {
        return new EmbeddedKafkaSettings(dataDirectory, DEFAULT_PORT);
    }

    /** The same broker on another port; 0 takes any free one. */
    public EmbeddedKafkaSettings withPort(int otherPort) {
        return new EmbeddedKafkaSettings(dataDirectory, otherPort, membership);
    }

    /** The same broker as a node of a cluster. */
    public EmbeddedKafkaSettings asNodeOf(ClusterMembership cluster) {
        return new EmbeddedKafkaSettings(dataDirectory, port, Optional.of(cluster));
    }
}
