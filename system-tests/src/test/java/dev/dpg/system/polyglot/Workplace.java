package dev.dpg.system.polyglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where clients of one language are installed, built and run, below {@code target/clients}: {@code .ci/clients} puts libraries
 * and tools there. Every command has an end.
 *
 * @param directory the language's own
 */
record Workplace(Path directory) {
    private static final Path CLIENTS = Path.of("target", "clients").toAbsolutePath();
    private static final Path RESOURCES =
            Path.of("src", "test", "resources", "polyglot").toAbsolutePath();
    /** The programs of the Java that runs the tests. */
    static final Path JAVA_PROGRAMS = Path.of(System.getProperty("java.home"), "bin");

    private static final Map<String, Outcome> INSTALLED = new ConcurrentHashMap<>();
    private static final int INSTALL_SECONDS_MAX = 300;
    private static final int RUN_SECONDS_MAX = 90;

    /** Installs what clients of a language need, unless it is there; a test is skipped with a word where that fails. */
    static Workplace of(String language) {
        Outcome installed = INSTALLED.computeIfAbsent(language, Workplace::install);
        assumeTrue(
                installed.exitCode() == 0 && !installed.output().contains("skipped"),
                () -> "clients of " + language + " cannot be installed here: " + installed.end());
        return new Workplace(CLIENTS.resolve(language));
    }

    /**
     * One for Java, with the compilers that this build has used for its own contract; a test is skipped with a word where they
     * are not for this system.
     */
    static Workplace ofJava() {
        Workplace java = new Workplace(CLIENTS.resolve("java"));
        for (String compiler : List.of("protoc", "protoc-gen-grpc-java")) {
            Path stored = Path.of(System.getProperty("dpg.test." + compiler, "none"));
            assumeTrue(Files.isRegularFile(stored), () -> "there is no " + compiler + " of the build for this system");
            java.copy(stored, Path.of("bin", compiler));
            // Maven's copy is not executable.
            assertThat(java.directory.resolve("bin").resolve(compiler).toFile().setExecutable(true))
                    .isTrue();
        }
        return java;
    }

    private static Outcome install(String language) {
        List<String> install =
                new ArrayList<>(List.of("bash", Path.of("..", ".ci", "clients").toString(), language));
        if (language.equals("go")) {
            install.add("python"); // which brings the protoc that Go's plugins are run by
        }
        return run(install, Path.of("").toAbsolutePath(), INSTALL_SECONDS_MAX);
    }

    /** Copies the programs of a language here; one in Java, which is no part of this build, is kept as a text. */
    void copyPrograms(String language) {
        try (Stream<Path> programs = Files.list(RESOURCES.resolve(language))) {
            programs.forEach(program ->
                    copy(program, Path.of(program.getFileName().toString().replaceFirst("\\.txt$", ""))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Path from, Path to) {
        try {
            Path target = directory.resolve(to);
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(from, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code dpg stubs} for the product, with the tools that are installed here, into {@code stubs}. */
    void stubs(String address, String product, String... options) {
        List<String> command = new ArrayList<>(java(System.getProperty("java.class.path"), "dev.dpg.cli.Main"));
        command.addAll(
                List.of("stubs", product, "--out", directory.resolve("stubs").toString(), "--address", address));
        command.addAll(List.of(options));
        require(command);
    }

    /** What begins a command that runs a class with the Java of the tests. */
    static List<String> java(String classPath, String main) {
        return List.of(JAVA_PROGRAMS.resolve("java").toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath, main);
    }

    /** Runs a command to its good end; its output. */
    String require(List<String> command) {
        Outcome outcome = run(command);
        assertThat(outcome.exitCode())
                .as(() -> command + " said, at last:\n" + outcome.end())
                .isZero();
        return outcome.output();
    }

    /** Runs a command to its end. */
    Outcome run(List<String> command) {
        return run(command, directory, RUN_SECONDS_MAX);
    }

    /**
     * How a command ended.
     *
     * @param output what it wrote, errors included
     */
    record Outcome(int exitCode, String output) {
        private static final int SHOWN_CHARACTERS = 4000;

        /** The last part of the output. */
        String end() {
            return output.substring(Math.max(0, output.length() - SHOWN_CHARACTERS));
        }
    }

    private static Outcome run(List<String> command, Path directory, int secondsMax) {
        try {
            Path output = Files.createTempFile("dpg-polyglot-", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("PYTHONPATH", "stubs");
            builder.environment()
                    .put(
                            "PATH",
                            String.join(
                                    File.pathSeparator,
                                    directory.resolve("bin").toString(),
                                    CLIENTS.resolve("python").resolve("bin").toString(),
                                    System.getenv().getOrDefault("PATH", "")));
            Process process = builder.start();
            boolean ended = process.waitFor(secondsMax, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Outcome(ended ? process.exitValue() : -1, text);
        } catch (IOException e) {
            return new Outcome(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a client runs", e);
        }
    }
}
