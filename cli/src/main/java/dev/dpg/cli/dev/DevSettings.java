package dev.dpg.cli.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code dpg dev} starts.
 *
 * @param directory where data and log are kept; made when it is missing
 * @param port where the gateway listens on this machine; 0 takes a free one
 * @param kafka which broker is used
 * @param replay whether the samples are played again as live events
 * @param own what products of one's own need
 */
public record DevSettings(Path directory, int port, KafkaChoice kafka, boolean replay, Own own) {
    /** Where data is kept unless it is said otherwise. */
    public static final String DIRECTORY_DEFAULT = ".dpg";
    /** Where the gateway listens unless it is said otherwise. */
    public static final int PORT_DEFAULT = 7443;

    private static final int PORT_MAX = 65_535;

    public DevSettings {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "a port lies between 0 (any free one) and " + PORT_MAX + ", not " + port);
        }
    }

    Path log() {
        return directory.resolve("dev.log");
    }

    /** Which broker is used. */
    public sealed interface KafkaChoice {}

    /**
     * A broker in this JVM, with its data in the directory.
     *
     * @param port where it listens on this machine; 0 takes a free one
     */
    public record Embedded(int port) implements KafkaChoice {}

    /**
     * A cluster that is there.
     *
     * @param bootstrap addresses of some of its brokers, {@code host:port}, with commas
     * @param properties a file of client properties, for security and the like
     */
    public record External(String bootstrap, Optional<Path> properties) implements KafkaChoice {}

    /**
     * What products need that are published beside the samples.
     *
     * @param domains names of domains that publish topics which begin with their name and a dot
     * @param registry where the REST API of a schema registry begins; empty where there is none
     */
    public record Own(List<String> domains, Optional<String> registry) {
        /** The samples only. */
        public static final Own NONE = new Own(List.of(), Optional.empty());

        public Own {
            domains = List.copyOf(domains);
            domains.stream()
                    .filter(name -> !name.matches("[a-z][a-z0-9_]*"))
                    .findFirst()
                    .ifPresent(wrong -> {
                        throw new IllegalArgumentException("a domain's name is [a-z][a-z0-9_]*, not \"" + wrong + "\"");
                    });
        }
    }
}
