package dev.dpg.embedded;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The broker as a process of its own: {@code BrokerMain DATA_DIRECTORY [PORT [NODE_ID CLUSTER_ID VOTERS]]}. With the last
 * three it is one node of a cluster: its id, an id that all nodes share, and where they vote
 * ({@code 1@127.0.0.1:PORT,2@…}); it takes requests when most of them run. Prints one line, {@code ready 127.0.0.1:PORT
 * CLUSTER_ID}, when it takes requests, and runs until it is told to stop (SIGTERM stops it in order).
 *
 * <p>Exit codes: 1 the broker could not start or go on, 2 wrong arguments.
 */
public final class BrokerMain {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final int CLUSTER_ARGUMENTS = 5;
    private static final String USAGE_LINE = "usage: BrokerMain DATA_DIRECTORY [PORT [NODE_ID CLUSTER_ID VOTERS]]";

    private BrokerMain() {}

    public static void main(String[] arguments) {
        int status = run(arguments, System.out, System.err);
        if (status != 0) {
            // Not exit: the hook would wait for a broker that cannot stop in order any more.
            Runtime.getRuntime().halt(status);
        }
    }

    private static int run(String[] arguments, PrintStream out, PrintStream err) {
        EmbeddedKafkaSettings settings;
        try {
            settings = settings(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + "\n" + USAGE_LINE);
            return USAGE;
        }
        try {
            EmbeddedKafka kafka = EmbeddedKafka.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "broker-shutdown"));
            out.println("ready " + kafka.bootstrapServers() + " " + kafka.clusterId());
            kafka.ended().toCompletableFuture().join();
            return 0;
        } catch (EmbeddedKafkaException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (RuntimeException e) {
            err.println("the broker cannot go on: " + e.getMessage());
            return FAILED;
        }
    }

    private static EmbeddedKafkaSettings settings(String[] arguments) {
        if (arguments.length == 0 || (arguments.length > 2 && arguments.length != CLUSTER_ARGUMENTS)) {
            throw new IllegalArgumentException("one, two or five arguments are needed, not " + arguments.length);
        }
        EmbeddedKafkaSettings settings = EmbeddedKafkaSettings.in(Path.of(arguments[0]));
        if (arguments.length == 1) {
            return settings;
        }
        settings = settings.withPort(number("port", arguments[1]));
        return arguments.length < CLUSTER_ARGUMENTS ? settings : settings.asNodeOf(membership(arguments));
    }

    private static ClusterMembership membership(String[] arguments) {
        return new ClusterMembership(
                arguments[3], number("node id", arguments[2]), ClusterMembership.parseVoters(arguments[4]));
    }

    private static int number(String what, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the " + what + " must be a number, not \"" + text + "\"", e);
        }
    }
}
