package dev.dpg.gateway.log.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the gateway reads one Kafka cluster.
 *
 * @param name the cluster's name in the configuration
 * @param clientProperties Kafka client properties: {@code bootstrap.servers} and how to connect (security, socket, retry
 *     settings); what decides about the meaning of reading is the adapter's own and refused here
 * @param tailReaders threads, each with one consumer, that follow partitions at the head; 1 to 64
 * @param tailFetchBytes what one fetch of a tail reader from one broker brings at most, unless one record batch is larger
 * @param catchUpReaders threads, each with one consumer, that read history; 1 to 64
 * @param catchUpFetchBytes what one read of history brings about, unless one record batch is larger
 * @param catchUpQueueMax reads of history that wait at most; more are refused
 * @param catchUpIdle after this time without a read a reader of history is closed
 * @param openTransactionAfter a transaction that has been open for so long in a partition that is read is told to its
 *     readers and to the operators, as the reason that the partition stands still
 * @param requestTimeout how long a call or a read may take, waiting included
 */
public record KafkaClusterSettings(
        String name,
        Map<String, String> clientProperties,
        int tailReaders,
        int tailFetchBytes,
        int catchUpReaders,
        int catchUpFetchBytes,
        int catchUpQueueMax,
        Duration catchUpIdle,
        Duration openTransactionAfter,
        Duration requestTimeout) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** What operators may set: how to connect. Prefixes end in a dot. */
    private static final Set<String> PROPERTIES_ALLOWED = Set.of(
            BOOTSTRAP_SERVERS,
            "bootstrap.resolve.timeout.ms",
            "client.dns.lookup",
            "client.rack",
            "connections.max.idle.ms",
            "metadata.max.age.ms",
            "receive.buffer.bytes",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "retry.backoff.max.ms",
            "retry.backoff.ms",
            "security.protocol",
            "security.providers",
            "send.buffer.bytes",
            "socket.connection.setup.timeout.max.ms",
            "socket.connection.setup.timeout.ms");

    private static final Set<String> PREFIXES_ALLOWED = Set.of("sasl.", "ssl.");

    public KafkaClusterSettings {
        clientProperties = Map.copyOf(clientProperties);
        require(!name.isBlank(), "a cluster needs a name");
        require(
                clientProperties.containsKey(BOOTSTRAP_SERVERS),
                "cluster " + name + " needs the client property " + BOOTSTRAP_SERVERS);
        for (String property : clientProperties.keySet()) {
            require(
                    allowed(property),
                    "cluster " + name + ": the client property " + property
                            + " can't be set; only how to connect can (bootstrap.servers, security, sasl, ssl, socket and"
                            + " retry settings)");
        }
        require(tailReaders >= 1 && tailReaders <= 64, "tailReaders must be 1 to 64");
        require(tailFetchBytes >= 64 * KIB, "tailFetchBytes must be at least 64 KiB");
        require(catchUpReaders >= 1 && catchUpReaders <= 64, "catchUpReaders must be 1 to 64");
        require(catchUpFetchBytes >= 64 * KIB, "catchUpFetchBytes must be at least 64 KiB");
        require(catchUpQueueMax >= 1, "catchUpQueueMax must be at least 1");
        require(catchUpIdle.toMillis() >= 1, "catchUpIdle must be at least a millisecond");
        require(openTransactionAfter.toMillis() >= 1, "openTransactionAfter must be at least a millisecond");
        require(requestTimeout.toMillis() >= 100, "requestTimeout must be at least 100 ms");
    }

    /** Everything as it is by default. */
    public static KafkaClusterSettings of(String name, Map<String, String> clientProperties) {
        return new KafkaClusterSettings(
                name,
                clientProperties,
                2,
                8 * MIB,
                4,
                2 * MIB,
                10_000,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    /** The same with another time for calls and reads. */
    public KafkaClusterSettings withRequestTimeout(Duration timeout) {
        return new KafkaClusterSettings(
                name,
                clientProperties,
                tailReaders,
                tailFetchBytes,
                catchUpReaders,
                catchUpFetchBytes,
                catchUpQueueMax,
                catchUpIdle,
                openTransactionAfter,
                timeout);
    }

    /** Without the values of client properties, which may be secrets. */
    @Override
    public String toString() {
        return "KafkaClusterSettings[name=" + name + ", clientProperties=" + new TreeSet<>(clientProperties.keySet())
                + ", tailReaders=" + tailReaders + ", tailFetchBytes=" + tailFetchBytes + ", catchUpReaders="
                + catchUpReaders + ", catchUpFetchBytes=" + catchUpFetchBytes + ", catchUpQueueMax=" + catchUpQueueMax
                + ", catchUpIdle=" + catchUpIdle + ", openTransactionAfter=" + openTransactionAfter
                + ", requestTimeout=" + requestTimeout + "]";
    }

    private static boolean allowed(String property) {
        return PROPERTIES_ALLOWED.contains(property)
                || PREFIXES_ALLOWED.stream().anyMatch(property::startsWith);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
