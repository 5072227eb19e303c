package dev.dpg.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kafka's properties of a broker that is small and quick to come back, alone or one of a few. What is not named here is Kafka's default, so
 * that a topic behaves here as it does on a cluster.
 */
final class BrokerProperties {
    static final int LONE_NODE_ID = 1;
    static final String BROKER_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerProperties() {}

    static Map<String, String> of(Path log, BoundPorts ports, Optional<ClusterMembership> membership) {
        Map<String, String> properties = new HashMap<>();
        properties.putAll(identity(log, ports));
        properties.putAll(quick());
        properties.putAll(membership
                .map(BrokerProperties::together)
                .orElseGet(() -> alone(BoundPorts.HOST + ":" + ports.controller())));
        properties.putAll(small());
        return properties;
    }

    private static Map<String, String> identity(Path log, BoundPorts ports) {
        String broker = BROKER_LISTENER + "://" + BoundPorts.HOST + ":" + ports.broker();
        String controller = BoundPorts.HOST + ":" + ports.controller();
        return Map.of(
                "process.roles",
                "broker,controller",
                "listeners",
                broker + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "log.dirs",
                log.toString(),
                // A topic exists because somebody wanted it, never because a name was misspelt.
                "auto.create.topics.enable",
                "false");
    }

    /** One broker holds the only replica of everything. */
    private static Map<String, String> alone(String controller) {
        Map<String, String> properties = internalTopics(1, 1);
        properties.put("node.id", Integer.toString(LONE_NODE_ID));
        properties.put("controller.quorum.voters", LONE_NODE_ID + "@" + controller);
        // Nobody follows its metadata, so nobody has to see them move: two records a second would be read at each
        // start.
        properties.put("metadata.max.idle.interval.ms", "0");
        return properties;
    }

    /** Everything is where most of three nodes have it. */
    private static Map<String, String> together(ClusterMembership cluster) {
        int nodes = cluster.controllerPorts().size();
        Map<String, String> properties = internalTopics(Math.min(nodes, 3), Math.min(nodes, 2));
        properties.put("node.id", Integer.toString(cluster.nodeId()));
        properties.put("controller.quorum.voters", cluster.voters());
        properties.put("default.replication.factor", Integer.toString(Math.min(nodes, 3)));
        properties.put("min.insync.replicas", Integer.toString(Math.min(nodes, 2)));
        // A node whose neighbours take the processor for seconds is not dead.
        properties.put("broker.session.timeout.ms", "5000");
        properties.put("controller.quorum.fetch.timeout.ms", "4000");
        properties.put("replica.lag.time.max.ms", "10000");
        return properties;
    }

    private static Map<String, String> internalTopics(int replicas, int inSyncMin) {
        Map<String, String> properties = new HashMap<>();
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(topic + ".num.partitions", "1");
            properties.put(topic + ".replication.factor", Integer.toString(replicas));
        }
        properties.put("transaction.state.log.min.isr", Integer.toString(inSyncMin));
        properties.put("share.coordinator.state.topic.min.isr", Integer.toString(inSyncMin));
        return properties;
    }

    private static Map<String, String> quick() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                // After a hard kill the controller takes the broker back when its former session has expired, and the
                // broker asks 0.1, 0.3, 0.7, 1.5, 3.1, 6.3 ... seconds after its start: so this is well below 3.1, and
                // still above the pauses of a busy machine.
                "broker.session.timeout.ms", "2500",
                "broker.heartbeat.interval.ms", "500",
                "metric.reporters", "");
    }

    private static Map<String, String> small() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2",
                "num.recovery.threads.per.data.dir", "1",
                "log.cleaner.threads", "1",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.cleaner.io.buffer.size", "131072");
    }
}
