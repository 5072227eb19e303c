package dev.dpg.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * The parts of Kafka's server, put together as {@link KafkaRaftServer} does, but for two of them: sockets that are bound
 * already, and fault handlers that report instead of ending the process.
 */
final class KafkaNode {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

    private final String clusterId;
    private final Metrics metrics;
    private final ControllerServer controller;
    private final BrokerServer broker;

    /** Reads the directory's identity; starts no thread yet. */
    KafkaNode(Path log, BoundPorts ports, Optional<ClusterMembership> membership, Consumer<Throwable> onFatalFault) {
        KafkaConfig config = new KafkaConfig(BrokerProperties.of(log, ports, membership), false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> identity = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        clusterId = identity._1().clusterId().orElseThrow();
        metrics = Server$.MODULE$.initializeMetrics(config, Time.SYSTEM, clusterId);
        SharedServer shared = new SharedServer(
                config,
                identity._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) ->
                        fatal ? reporting(name, action, onFatalFault) : new LoggingFaultHandler(name, action),
                ports);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), identity._2());
    }

    String clusterId() {
        return clusterId;
    }

    /** Blocks until the broker takes requests. */
    void start() {
        controller.startup();
        broker.startup();
    }

    /** Blocks until both have stopped; also after a start that failed half-way. */
    void stop() {
        broker.shutdown();
        controller.shutdown();
        metrics.close();
    }

    private static FaultHandler reporting(String name, Runnable action, Consumer<Throwable> onFatalFault) {
        return (message, cause) -> {
            FaultHandlerException fault = new FaultHandlerException(name + ": " + message, cause);
            LOG.error("the embedded broker cannot go on", fault);
            action.run();
            onFatalFault.accept(fault);
            return fault;
        };
    }
}
