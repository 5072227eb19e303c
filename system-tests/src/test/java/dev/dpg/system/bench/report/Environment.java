package dev.dpg.system.bench.report;

import io.grpc.ManagedChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What figures depend on. */
public final class Environment {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";

    private Environment() {}

    /**
     * By name, in the order in which people want to see it.
     *
     * @param root of the clone
     */
    public static Map<String, String> here(Path root) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("dpg", firstLine(root, "git", "describe", "--always", "--dirty"));
        facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("libraries", library(KafkaConsumer.class) + ", " + library(ManagedChannel.class));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("processors", Runtime.getRuntime().availableProcessors() + " x " + processor());
        return facts;
    }

    /** The file that a class comes from has its version in its name. */
    private static String library(Class<?> any) {
        String place = any.getProtectionDomain().getCodeSource().getLocation().getPath();
        return place.substring(place.lastIndexOf('/') + 1).replace(".jar", "");
    }

    private static String processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String firstLine(Path directory, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                return Objects.requireNonNullElse(output.readLine(), UNKNOWN);
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
