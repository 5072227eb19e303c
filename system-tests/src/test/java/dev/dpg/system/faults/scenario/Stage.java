package dev.dpg.system.faults.scenario;

import dev.dpg.client.DpgClient;
import dev.dpg.system.faults.cluster.Brokers;
import dev.dpg.system.faults.cluster.FixedPorts;
import dev.dpg.system.faults.cluster.Gateway;
import dev.dpg.system.faults.cluster.KafkaAdmin;
import dev.dpg.system.faults.cluster.Network;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ProductServiceGrpc;
import io.grpc.Channel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Where everything happens: three brokers and two gateways that run, and the connections to them. Closes all of it, in
 * reverse. For one thread.
 */
public final class Stage implements AutoCloseable {
    private static final int GATEWAYS = 2;
    private static final int LIST_MAX = 1_000;
    private static final long CALL_SECONDS_MAX = 20;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Path directory;
    private final long seed;
    private final Progress progress;
    private final Network network = new Network();
    private final FixedPorts ports = new FixedPorts();
    private final Brokers brokers;
    private final KafkaAdmin admin;
    private final List<Gateway> gateways = new ArrayList<>();

    /**
     * Starts it all, and returns when it is ready.
     *
     * @param directory for data and logs
     * @param seed of all decisions
     */
    public Stage(Path directory, long seed, Progress progress) {
        this.directory = directory;
        this.seed = seed;
        this.progress = progress;
        brokers = keep(new Brokers(directory, ports));
        admin = keep(new KafkaAdmin(brokers.bootstrapServers()));
    }

    /** Starts brokers and gateways, and returns when they are ready. */
    public Stage open() {
        brokers.start();
        admin.awaitBrokers();
        progress.say("three brokers run");
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(gateway("gateway " + (char) ('A' + i), ""));
        }
        gateways.forEach(this::awaitReady);
        progress.say("two gateways run");
        return this;
    }

    /**
     * Starts a gateway; it is not ready yet.
     *
     * @param classesBefore a seeded bug; empty for a healthy one
     */
    public Gateway gateway(String name, String classesBefore) {
        GatewaySetup setup = GatewaySetup.on(brokers.bootstrapServers()).onPort(ports.next());
        Gateway gateway = keep(Gateway.of(name, network, directory, setup, classesBefore));
        gateway.node().start();
        return gateway;
    }

    /** Waits until a gateway answers. */
    public void awaitReady(Gateway gateway) {
        try (DpgClient client = DpgClient.connect(gateway.address())) {
            Waits.until(gateway.node().name() + " answers", () -> lists(client.channel(), ""));
        }
    }

    /** Publishes a product on a topic, and returns when these gateways know it. */
    public String publish(String port, String topic, List<Gateway> known) {
        TestProduct product = TestProduct.named(port).onTopic(topic);
        try (DpgClient client = DpgClient.connect(known.get(0).address())) {
            Waits.until("publishing " + product.name(), () -> isApplied(client.channel(), product));
        }
        for (Gateway gateway : known) {
            try (DpgClient client = DpgClient.connect(gateway.address())) {
                Waits.until(
                        gateway.node().name() + " knows " + product.name(),
                        () -> lists(client.channel(), product.name()));
            }
        }
        return product.name();
    }

    /** Everything random in what has this name. */
    public Random random(String name) {
        return new Random(seed * 31 + name.hashCode());
    }

    /** Brings everything back from whatever was done to it, and returns when all is well. */
    public void heal() {
        network.heal();
        brokers.heal();
        gateways.forEach(gateway -> gateway.node().heal());
        admin.awaitBrokers();
        gateways.forEach(this::awaitReady);
    }

    public Network network() {
        return network;
    }

    public Brokers brokers() {
        return brokers;
    }

    public KafkaAdmin admin() {
        return admin;
    }

    /** The healthy ones. */
    public List<Gateway> gateways() {
        return List.copyOf(gateways);
    }

    public Path directory() {
        return directory;
    }

    public Progress progress() {
        return progress;
    }

    /** Remembers what has to be closed. */
    public <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (Exception e) {
                progress.say("closing failed: " + e);
            }
        }
    }

    private static boolean isApplied(Channel channel, TestProduct product) {
        try {
            var unused = ProductServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS)
                    .applyProduct(product.request());
            return true;
        } catch (io.grpc.StatusRuntimeException e) {
            return false;
        }
    }

    private static boolean lists(Channel channel, String name) {
        try {
            ListProductsRequest all =
                    ListProductsRequest.newBuilder().setPageSize(LIST_MAX).build();
            return CatalogServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS)
                            .listProducts(all)
                            .getProductsList()
                            .stream()
                            .anyMatch(product -> product.getName().startsWith(name + ".v"))
                    || name.isEmpty();
        } catch (io.grpc.StatusRuntimeException e) {
            return false;
        }
    }
}
