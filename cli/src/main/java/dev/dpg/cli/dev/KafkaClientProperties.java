package dev.dpg.cli.dev;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** How the samples reach Kafka: the same file of client properties that the gateway reads. */
final class KafkaClientProperties {
    private static final String BOOTSTRAP = "bootstrap.servers";

    private KafkaClientProperties() {}

    static Map<String, String> of(String bootstrap, DevSettings.KafkaChoice choice) {
        Map<String, String> properties = new HashMap<>();
        if (choice instanceof DevSettings.External external) {
            external.properties()
                    .ifPresent(file ->
                            read(file).forEach((key, value) -> properties.put(key.toString(), value.toString())));
        }
        properties.put(BOOTSTRAP, bootstrap);
        return Map.copyOf(properties);
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "cannot read the Kafka client properties in " + file + ": " + unreadable,
                    "dev --help");
        }
        return properties;
    }
}
