package dev.dpg.embedded;

import dev.dpg.embedded.DataDirectory.NodeIdentity;
import dev.dpg.embedded.EmbeddedKafkaException.Reason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A running Kafka broker of this JVM. Data, topic ids and committed positions stay in its directory over restarts, also
 * after the process was killed; as with any Kafka broker, a loss of power may cost the newest records.
 *
 * <p>Thread-safe. {@link #start} and {@link #close} block, for seconds.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private final DataDirectory directory;
    private final BoundPorts ports;
    private final int port;
    private final KafkaNode node;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Consumer<Throwable> onExit = this::fail;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(DataDirectory directory, BoundPorts ports, Optional<ClusterMembership> membership) {
        this.directory = directory;
        this.ports = ports;
        port = ports.broker();
        node = new KafkaNode(directory.log(), ports, membership, onExit);
    }

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @throws EmbeddedKafkaException when it cannot start; everything that was opened is closed again
     */
    public static EmbeddedKafka start(EmbeddedKafkaSettings settings) {
        return start(settings, address -> {});
    }

    /**
     * Starts a broker and returns when it takes requests; tells its address before, so that others can start meanwhile.
     *
     * @param onBound called on this thread with the {@link #bootstrapServers} once the port is held: from then on clients
     *     may connect, and are answered as soon as the broker takes requests
     * @throws EmbeddedKafkaException when it cannot start; everything that was opened is closed again
     */
    public static EmbeddedKafka start(EmbeddedKafkaSettings settings, Consumer<String> onBound) {
        DataDirectory directory = DataDirectory.open(settings.dataDirectory(), identity(settings));
        BoundPorts ports;
        try {
            ports = bind(settings, directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        try {
            onBound.accept(address(ports.broker()));
            EmbeddedKafka kafka = new EmbeddedKafka(directory, ports, settings.membership());
            kafka.startNode();
            return kafka;
        } catch (RuntimeException | Error e) {
            ports.close();
            directory.close();
            throw new EmbeddedKafkaException(
                    Reason.START_FAILED,
                    "the broker could not start from data directory " + settings.dataDirectory() + " (" + e
                            + "): its log says more; without need of the data, delete the directory",
                    e);
        }
    }

    /** What a client's {@code bootstrap.servers} takes. */
    public String bootstrapServers() {
        return address(port);
    }

    public int port() {
        return port;
    }

    /** The id that the data directory got when it was made. */
    public String clusterId() {
        return node.clusterId();
    }

    /**
     * Completes when the broker was closed, and exceptionally when Kafka met a fault it cannot go on with (a full disk, a
     * data directory that vanished). After a fault the owner should close the broker; it does not take requests reliably.
     * Completed on Kafka's threads.
     */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /** Stops the broker in order and frees its port and directory. The first call does the work, all others return. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            node.stop();
        } finally {
            ProcessExits.removeListener(onExit);
            ports.close();
            directory.close();
            ended.complete(null);
        }
    }

    /**
     * Without a wish the broker comes back on the port it had. A broker that was killed finds itself under its former
     * address in its metadata until it has registered again; were that another port, a transaction whose commit was being
     * written out would lose its markers, and its partitions would stay blocked for committed reading.
     */
    private static BoundPorts bind(EmbeddedKafkaSettings settings, DataDirectory directory) {
        int port = settings.port();
        if (settings.membership().isPresent()) {
            return BoundPorts.bind(port, settings.membership().get().controllerPort());
        }
        BoundPorts ports = port == 0 ? BoundPorts.bindAny(directory.lastPort()) : BoundPorts.bind(port);
        directory.rememberPort(ports.broker());
        return ports;
    }

    /** A directory that was formatted before keeps its own identity, whatever is said here. */
    private static NodeIdentity identity(EmbeddedKafkaSettings settings) {
        return settings.membership()
                .map(cluster -> new NodeIdentity(cluster.nodeId(), cluster.clusterId()))
                .orElseGet(() -> new NodeIdentity(BrokerProperties.LONE_NODE_ID, ClusterMembership.newClusterId()));
    }

    private static String address(int port) {
        return BoundPorts.HOST + ":" + port;
    }

    private void startNode() {
        ProcessExits.addListener(onExit);
        try {
            node.start();
        } catch (RuntimeException | Error e) {
            node.stop();
            ProcessExits.removeListener(onExit);
            throw e;
        }
    }

    private void fail(Throwable fault) {
        ended.completeExceptionally(fault);
    }
}
