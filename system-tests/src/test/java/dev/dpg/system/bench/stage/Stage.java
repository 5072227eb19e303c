package dev.dpg.system.bench.stage;

import dev.dpg.system.fixture.FreePorts;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Topics;
import java.nio.file.Path;
import java.util.List;

/** One broker, for all scenarios, in a JVM of its own. */
public final class Stage implements AutoCloseable {
    private final Resources resources = new Resources();
    private final Path directory;
    private final int port;
    private final String bootstrapServers;
    private final Jvm broker;
    private final BrokerBytes brokerBytes;
    private final Topics topics;

    private Stage(Path directory) {
        this.directory = directory;
        port = FreePorts.find(1).get(0);
        bootstrapServers = "127.0.0.1:" + port;
        broker = resources.add(Jvm.conversing(
                "broker",
                directory.resolve("broker.log"),
                List.of("-Xms1g", "-Xmx1g"),
                MeasuredBroker.class,
                directory.resolve("broker").toString(),
                Integer.toString(port)));
        brokerBytes = new BrokerBytes(broker);
        topics = resources.add(new Topics(bootstrapServers));
    }

    /** Starts it; its clients wait until it is ready. */
    public static Stage open(Path directory) {
        return new Stage(directory);
    }

    /** Makes the processes of a scenario possible; they end with it, or with everything. */
    public Scene scene(String name) {
        Scene scene = new Scene(this, name);
        return resources.add(scene);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** What the broker counts. */
    public BrokerBytes brokerBytes() {
        return brokerBytes;
    }

    Jvm broker() {
        return broker;
    }

    /** Makes a topic; waits for the broker where it is not ready yet. */
    public void createTopic(String topic, int partitions) {
        Ports.awaitListening(port, broker);
        topics.create(topic, partitions);
    }

    /** Its data is not needed any more. */
    public void deleteTopic(String topic) {
        topics.delete(topic);
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try {
            resources.closeAll();
        } catch (Exception e) {
            throw new IllegalStateException("a process does not end in order", e);
        }
    }
}
