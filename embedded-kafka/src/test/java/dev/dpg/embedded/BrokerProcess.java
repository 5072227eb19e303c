package dev.dpg.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A broker in a JVM of its own, started by {@link BrokerMain}; ended when closed. */
final class BrokerProcess implements AutoCloseable {
    /** How logback-test.xml begins what Kafka has to say. */
    private static final Pattern LOG_LINE = Pattern.compile("^[0-9:.]+ [A-Z]+ ");

    private final Process process;
    private final String firstLine;
    private final Duration startTime;

    private BrokerProcess(Process process, String firstLine, Duration startTime) {
        this.process = process;
        this.firstLine = firstLine;
        this.startTime = startTime;
    }

    /** Starts it with the arguments and returns with its first line of output. */
    static BrokerProcess start(Path directory, int port) throws IOException {
        return start(List.of(directory.toString(), Integer.toString(port)));
    }

    /** The same with all arguments. */
    static BrokerProcess start(List<String> arguments) throws IOException {
        long start = System.nanoTime();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && LOG_LINE.matcher(line).find()) {
            line = output.readLine();
        }
        return new BrokerProcess(process, line == null ? "" : line, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The first line that it printed, but for what was logged. */
    String firstLine() {
        return firstLine;
    }

    String bootstrapServers() {
        return firstLine.split(" ", -1)[1];
    }

    /** From the start of the process to its first line. */
    Duration startTime() {
        return startTime;
    }

    /** Ends the process at once, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to stop, and waits for its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
        return process.exitValue();
    }

    int exitCode() throws InterruptedException {
        process.waitFor(30, TimeUnit.SECONDS);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
