package dev.dpg.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Kafka's properties of a broker that is alone, small and quick to come back. What is not named here is Kafka's default, so
 * that a topic behaves here as it does on a cluster.
 */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String BROKER_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerProperties() {}

    static Map<String, String> of(Path log, BoundPorts ports) {
        Map<String, String> properties = new HashMap<>();
        properties.putAll(identity(log, ports));
        properties.putAll(alone());
        properties.putAll(quick());
        properties.putAll(small());
        return properties;
    }

    private static Map<String, String> identity(Path log, BoundPorts ports) {
        String broker = BROKER_LISTENER + "://" + BoundPorts.HOST + ":" + ports.broker();
        String controller = BoundPorts.HOST + ":" + ports.controller();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "listeners",
                broker + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "log.dirs",
                log.toString(),
                // A topic exists because somebody wanted it, never because a name was misspelt.
                "auto.create.topics.enable",
                "false");
    }

    /** One broker holds the only replica of everything. */
    private static Map<String, String> alone() {
        return Map.of(
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1");
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
