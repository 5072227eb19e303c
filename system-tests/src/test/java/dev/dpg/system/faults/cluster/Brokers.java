package dev.dpg.system.faults.cluster;

import dev.dpg.embedded.BrokerMain;
import dev.dpg.embedded.ClusterMembership;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Three Kafka nodes, each broker and controller, that are one cluster. */
public final class Brokers implements AutoCloseable {
    /** How many there are. */
    public static final int COUNT = 3;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    /** Makes three that do not run yet, with their data and logs below a directory. */
    public Brokers(Path directory, FixedPorts free) {
        String clusterId = ClusterMembership.newClusterId();
        SortedMap<Integer, Integer> controllers = new TreeMap<>();
        for (int id = 1; id <= COUNT; id++) {
            controllers.put(id, free.next());
        }
        for (int id = 1; id <= COUNT; id++) {
            String voters = new ClusterMembership(clusterId, id, controllers).voters();
            int port = free.next();
            Path data = directory.resolve("broker-" + id);
            List<String> arguments =
                    List.of(data.toString(), Integer.toString(port), Integer.toString(id), clusterId, voters);
            List<String> command =
                    Java.command(List.of("-Xmx256m", FaultLog.option()), "", BrokerMain.class.getName(), arguments);
            nodes.add(new Node("broker " + id, command, directory.resolve("broker-" + id + ".log")));
            directories.add(data);
            ports.add(port);
        }
    }

    /** Starts them all. */
    public void start() {
        nodes.forEach(Node::start);
    }

    /** All addresses, as Kafka's clients want them. */
    public String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Where one listens, by its id from 1 on. */
    public int port(int id) {
        return ports.get(id - 1);
    }

    /** One of them, by its id from 1 on. */
    public Node node(int id) {
        return nodes.get(id - 1);
    }

    /** Where one keeps its data. */
    public Path directory(int id) {
        return directories.get(id - 1);
    }

    /** All. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** Brings all back from whatever was done to them. */
    public void heal() {
        nodes.forEach(Node::heal);
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
