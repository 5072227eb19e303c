package dev.dpg.system.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own that runs a class of this class path. What it prints goes to a file, unless somebody else takes it. */
public final class Jvm implements AutoCloseable {
    private static final long END_SECONDS_MAX = 30;
    private static final String LOG_CONFIGURATION = "-Dlogback.configurationFile=logback-faults.xml";

    private final String name;
    private final Process process;

    private Jvm(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts one whose output goes to a file. */
    public static Jvm start(String name, Path log, List<String> options, Class<?> main, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(options, main, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new Jvm(name, launch(builder));
    }

    /** Starts one that is talked to by its standard input and output. */
    static Jvm conversing(String name, Path log, List<String> options, Class<?> main, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(options, main, arguments))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new Jvm(name, launch(builder));
    }

    public String name() {
        return name;
    }

    /** Of the operating system. */
    public long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    /** Processor time that it took so far, of all its threads; nothing where the system does not tell. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Fails if it does not run any more. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " has ended, with exit code " + process.exitValue());
        }
    }

    /** Bytes of the objects that are alive on its heap. Makes it collect all garbage. */
    public long liveHeapBytes() {
        return liveObjects().bytes();
    }

    /** The objects that are alive on its heap. Makes it collect all garbage. */
    public LiveObjects liveObjects() {
        return LiveObjects.parse(asked("GC.class_histogram"));
    }

    /** Physical memory that it has now, in bytes, as Linux tells it; 0 elsewhere. */
    public long residentBytes() {
        return statusBytes("VmRSS:");
    }

    /** The most physical memory that it has had at once, in bytes, as Linux tells it; 0 elsewhere. */
    public long mostResidentBytes() {
        return statusBytes("VmHWM:");
    }

    /** How many Java threads it has. */
    public long threads() {
        return asked("Thread.print").stream()
                .filter(line -> line.matches("\".*\" #\\d+ .*"))
                .count();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " ends", e);
        }
    }

    /** What the virtual machine answers to a command of {@code jcmd}. */
    private List<String> asked(String what) {
        try {
            Process asking = new ProcessBuilder(tool("jcmd"), Long.toString(pid()), what)
                    .redirectErrorStream(true)
                    .start();
            try (var output = asking.inputReader(StandardCharsets.UTF_8)) {
                return output.lines().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long statusBytes(String field) {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(tool("java"));
        command.addAll(List.of("-Xshare:auto", "-XX:+UseG1GC", LOG_CONFIGURATION));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
