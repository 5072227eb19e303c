package dev.dpg.embedded;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * One node's place in a cluster of several, all on this machine, each broker and controller at once. The same cluster id and
 * controllers are given to every node, and to every start of it.
 *
 * @param clusterId as {@link #newClusterId} makes it
 * @param nodeId which of the nodes this one is
 * @param controllerPorts the ports on 127.0.0.1 where the nodes vote, by node id; this node's own among them
 */
public record ClusterMembership(String clusterId, int nodeId, SortedMap<Integer, Integer> controllerPorts) {
    static final int PORT_MAX = 65_535;

    public ClusterMembership {
        controllerPorts = new TreeMap<>(controllerPorts);
        if (!controllerPorts.containsKey(nodeId)) {
            throw new IllegalArgumentException(
                    "node " + nodeId + " needs a controller port of its own; there are " + controllerPorts);
        }
        if (controllerPorts.values().stream().anyMatch(port -> port < 1 || port > PORT_MAX)) {
            throw new IllegalArgumentException(
                    "controller ports must be between 1 and " + PORT_MAX + ", not " + controllerPorts);
        }
    }

    /** An id for a cluster that does not exist yet. */
    public static String newClusterId() {
        return Uuid.randomUuid().toString();
    }

    /**
     * Reads what {@link #voters} wrote.
     *
     * @throws IllegalArgumentException with a sentence
     */
    static SortedMap<Integer, Integer> parseVoters(String text) {
        SortedMap<Integer, Integer> ports = new TreeMap<>();
        for (String voter : text.split(",", -1)) {
            int at = voter.indexOf('@');
            int colon = voter.lastIndexOf(':');
            try {
                ports.put(Integer.parseInt(voter.substring(0, at)), Integer.parseInt(voter.substring(colon + 1)));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "voters must be ID@" + BoundPorts.HOST + ":PORT,…, not \"" + text + "\"", e);
            }
        }
        return ports;
    }

    /** All nodes as Kafka's {@code controller.quorum.voters} wants them. */
    public String voters() {
        return controllerPorts.entrySet().stream().map(ClusterMembership::voter).collect(Collectors.joining(","));
    }

    /** Where this node votes. */
    int controllerPort() {
        return controllerPorts.getOrDefault(nodeId, 0);
    }

    private static String voter(Map.Entry<Integer, Integer> node) {
        return node.getKey() + "@" + BoundPorts.HOST + ":" + node.getValue();
    }
}
