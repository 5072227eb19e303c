package dev.dpg.system.bench.stage;

import dev.dpg.gateway.app.Main;
import dev.dpg.system.bench.naive.NaiveGateway;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.FreePorts;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.TestProduct;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The processes of one scenario; ended with it. */
public final class Scene implements AutoCloseable {
    /** What the gateway's process is called among those whose processor time is measured. */
    public static final String GATEWAY = "gateway";
    /** What its rival's is called. */
    public static final String NAIVE = "naive gateway";
    /** What the broker's is called. */
    public static final String BROKER = "broker";

    private static final List<String> MEMORY = List.of("-Xms1g", "-Xmx1g", "-XX:MaxDirectMemorySize=1g");
    private static final long NAP_NANOS = 50_000;

    private final Resources resources = new Resources();
    private final Stage stage;
    private final String name;
    private final List<Jvm> processes = new ArrayList<>();

    Scene(Stage stage, String name) {
        this.stage = stage;
        this.name = name;
        processes.add(stage.broker());
    }

    public Stage stage() {
        return stage;
    }

    /** The gateway, as {@code dpg serve} starts it; it is ready, and offers these products, each on the topic of its name. */
    public RunningGateway gateway(String... ports) {
        return gateway(setup -> setup, ports);
    }

    /**
     * The same with more settings.
     *
     * @param settings adds them
     */
    public RunningGateway gateway(UnaryOperator<GatewaySetup> settings, String... ports) {
        List<Integer> free = FreePorts.find(2);
        int port = free.get(0);
        GatewaySetup setup =
                GatewaySetup.on(stage.bootstrapServers()).onPort(port).withMetricsOn(free.get(1));
        Path file = settings.apply(setup).write(resources.directory());
        Jvm jvm = resources.add(Jvm.start(GATEWAY, log(GATEWAY), MEMORY, Main.class, "--config", file.toString()));
        processes.add(jvm);
        String address = "127.0.0.1:" + port;
        Ports.awaitListening(port, jvm);
        List<TestProduct> products = Stream.of(ports).map(TestProduct::named).toList();
        publish(address, products);
        return new RunningGateway(jvm, address, new MetricsPage(free.get(1)));
    }

    /** Publishes products when the gateway that listens here is ready. */
    public void publish(String address, List<TestProduct> products) {
        try (Connection connection = Connection.to(address, resources)) {
            connection.awaitReady();
            products.forEach(connection::publish);
        }
    }

    /** The naive one; its clients wait until it is ready. Answers with its address. */
    public String naiveGateway(int partitions) {
        int port = FreePorts.find(1).get(0);
        Jvm jvm = resources.add(Jvm.start(
                NAIVE,
                log(NAIVE),
                MEMORY,
                NaiveGateway.class,
                Integer.toString(port),
                stage.bootstrapServers(),
                Integer.toString(partitions)));
        processes.add(jvm);
        String address = "127.0.0.1:" + port;
        Ports.awaitListening(port, jvm);
        return address;
    }

    /** A load client. */
    public Worker worker(String role) {
        Worker worker = resources.add(new Worker(role, log(role), MEMORY));
        processes.add(worker.jvm());
        return worker;
    }

    /** What all have used up to now. */
    public Moment now() {
        processes.forEach(Jvm::requireAlive);
        return Moment.of(processes);
    }

    /** The same at a time that is to come. */
    public Moment at(long nanos) {
        while (System.nanoTime() - nanos < 0) {
            LockSupport.parkNanos(NAP_NANOS);
        }
        return now();
    }

    @Override
    public void close() {
        try {
            resources.closeAll();
        } catch (Exception e) {
            throw new IllegalStateException("a process does not end in order", e);
        }
    }

    private Path log(String process) {
        return stage.directory().resolve((name + "-" + process + ".log").replace(' ', '-'));
    }
}
