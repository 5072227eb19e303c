package dev.dpg.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in three JVMs are one cluster, which does not mind losing one of them. */
class BrokerClusterIT {
    private static final int NODES = 3;

    @SuppressWarnings("NullAway.Init") // set by JUnit
    @TempDir
    private Path directory;

    private final String clusterId = ClusterMembership.newClusterId();
    private final List<Integer> ports = freePorts(2 * NODES);
    private final List<BrokerProcess> brokers = new ArrayList<>();

    @AfterEach
    void endBrokers() {
        brokers.forEach(BrokerProcess::close);
    }

    @Test
    void whatWasWrittenOutlivesItsLeaderWhichComesBackOnItsPort() throws Exception {
        List<CompletableFuture<BrokerProcess>> starting = new ArrayList<>();
        for (int node = 1; node <= NODES; node++) {
            int id = node;
            starting.add(CompletableFuture.supplyAsync(() -> start(id)));
        }
        starting.forEach(broker -> brokers.add(broker.join()));
        String servers = brokers.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
        Clients.createTopic(servers, "orders", NODES);
        Clients.produce(servers, "orders", "one");

        int leader = Clients.leader(servers, "orders");
        BrokerProcess killed = brokers.get(leader - 1);
        killed.kill();
        Clients.produce(servers, "orders", "two");
        assertThat(Clients.consume(servers, "orders", 2)).containsExactly("one", "two");

        BrokerProcess restarted = start(leader);
        brokers.add(restarted);
        assertThat(restarted.firstLine()).isEqualTo(killed.firstLine());
        assertThat(Clients.leader(restarted.bootstrapServers(), "orders")).isPositive();
    }

    private BrokerProcess start(int node) {
        SortedMap<Integer, Integer> controllers = new TreeMap<>();
        for (int other = 1; other <= NODES; other++) {
            controllers.put(other, ports.get(NODES + other - 1));
        }
        try {
            return BrokerProcess.start(List.of(
                    directory.resolve("node-" + node).toString(),
                    ports.get(node - 1).toString(),
                    Integer.toString(node),
                    clusterId,
                    new ClusterMembership(clusterId, node, controllers).voters()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> probes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                probes.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> free = probes.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket probe : probes) {
                probe.close();
            }
            return free;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
