package dev.dpg.system.faults.cluster;

import dev.dpg.gateway.app.Main;
import dev.dpg.system.faults.history.MemoryUse;
import dev.dpg.system.fixture.GatewaySetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A gateway, healthy or with a seeded bug.
 *
 * @param node its process
 * @param address where it listens
 * @param user that it runs as, where it can be cut off
 */
public record Gateway(Node node, String address, int user) implements AutoCloseable {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final int HEAP_MEBIBYTES = 160;
    private static final int DIRECT_MEBIBYTES = 96;
    /** Code, classes, stacks, the collector's tables and malloc's own. */
    private static final int OTHER_MEBIBYTES = 224;

    /**
     * Makes one that does not run yet.
     *
     * @param network in which it can be cut off
     * @param directory for its configuration and log
     * @param setup its cluster and further settings
     * @param classesBefore classes that replace the gateway's own; empty for a healthy one
     */
    public static Gateway of(String name, Network network, Path directory, GatewaySetup setup, String classesBefore) {
        try {
            Path home = Files.createDirectories(directory.resolve(name.replace(' ', '-')));
            Path configuration = setup.write(home);
            List<String> options = List.of(
                    "-Xmx" + HEAP_MEBIBYTES + "m",
                    "-XX:MaxDirectMemorySize=" + DIRECT_MEBIBYTES + "m",
                    "-Dio.netty.maxDirectMemory=" + DIRECT_MEBIBYTES * MEBIBYTE,
                    FaultLog.option());
            List<String> command = new ArrayList<>(network.asOwnUser());
            command.addAll(Java.command(
                    options, classesBefore, Main.class.getName(), List.of("--config", configuration.toString())));
            Node node = new Node(name, command, home.resolve("gateway.log"));
            return new Gateway(node, "127.0.0.1:" + setup.port(), network.user());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it used, and may use. */
    public MemoryUse memory() {
        long limit = (HEAP_MEBIBYTES + DIRECT_MEBIBYTES + OTHER_MEBIBYTES) * MEBIBYTE;
        return new MemoryUse(node.name(), node.highWaterBytes(), limit);
    }

    @Override
    public void close() {
        node.close();
    }
}
