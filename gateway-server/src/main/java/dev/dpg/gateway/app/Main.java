package dev.dpg.gateway.app;

import dev.dpg.gateway.config.Configuration;
import dev.dpg.gateway.config.ConfigurationException;
import dev.dpg.gateway.config.GatewaySettings;
import dev.dpg.gateway.config.ProcessMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Runs one gateway until the process is told to end. Exit codes: 1 it could not start, 2 the command line or the
 * configuration is wrong; ended by a signal, it drains, stops, and leaves the code of the signal (143 for SIGTERM).
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;

    private Main() {}

    /**
     * Runs the gateway.
     *
     * @param arguments {@code --config FILE}, or nothing: then {@code DPG_CONFIG} names the file, if there is one
     */
    public static void main(String... arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Map<String, String> environment = System.getenv();
        try {
            GatewaySettings settings = Configuration.load(
                    configurationFile(List.of(arguments), environment), environment, Map.of(), ProcessMemory.here());
            runUntilSignal(settings);
        } catch (ConfigurationException | IllegalArgumentException e) {
            end(EXIT_USAGE, e);
        } catch (StartException e) {
            end(EXIT_FAILED, e);
        }
    }

    /** The file to read; empty: none. */
    static Optional<Path> configurationFile(List<String> arguments, Map<String, String> environment) {
        if (arguments.isEmpty()) {
            return Optional.ofNullable(environment.get("DPG_CONFIG"))
                    .filter(text -> !text.isBlank())
                    .map(Path::of);
        }
        if (arguments.size() == 2 && arguments.get(0).equals("--config")) {
            return Optional.of(Path.of(arguments.get(1)));
        }
        throw new IllegalArgumentException("expected --config FILE, or no argument");
    }

    private static void runUntilSignal(GatewaySettings settings) {
        Gateway gateway = Gateway.start(settings);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.drain(settings.drainTimeout());
                            gateway.close();
                            stopped.countDown();
                        },
                        "stop"));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(int code, RuntimeException failure) {
        LOG.error("The gateway can't start: {}", failure.getMessage());
        System.exit(code);
    }
}
