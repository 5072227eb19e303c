package dev.dpg.cli.stubs;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of this machine that stubs are made with.
 *
 * @param directories where they are looked for, in this order
 */
record Programs(List<Path> directories) {
    private static final int SECONDS_MAX = 120;
    private static final int OUTPUT_CHARACTERS_MAX = 4000;

    Programs {
        directories = List.copyOf(directories);
    }

    /** Those of {@code PATH}, and of where Go installs its own. */
    static Programs of(Map<String, String> environment) {
        Stream<String> path = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .filter(directory -> !directory.isBlank());
        Stream<String> go = Stream.of(
                        Optional.ofNullable(environment.get("GOBIN")),
                        Optional.ofNullable(environment.get("GOPATH")).map(home -> home + "/bin"),
                        Optional.ofNullable(environment.get("HOME")).map(home -> home + "/go/bin"))
                .flatMap(Optional::stream);
        return new Programs(Stream.concat(path, go).map(Path::of).toList());
    }

    /** The program of this name. */
    Optional<Path> find(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Whether a command ends well. */
    boolean succeeds(List<String> command) {
        return run(command).exitCode() == 0;
    }

    /** Runs a command to its end. */
    void require(List<String> command) {
        Outcome outcome = run(command);
        if (outcome.exitCode() != 0) {
            throw failed(command, "ended with exit code " + outcome.exitCode() + ":\n" + outcome.output());
        }
    }

    private record Outcome(int exitCode, String output) {}

    private static Outcome run(List<String> command) {
        try {
            Path output = Files.createTempFile("dpg-stubs-", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .start();
                if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw failed(command, "did not end within " + SECONDS_MAX + " s");
                }
                String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
                return new Outcome(
                        process.exitValue(),
                        text.substring(0, Math.min(text.length(), OUTPUT_CHARACTERS_MAX))
                                .strip());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw failed(command, "cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(command, "was interrupted");
        }
    }

    private static CommandFailure failed(List<String> command, String what) {
        String shown = String.join(" ", command.subList(0, Math.min(3, command.size())));
        return new CommandFailure(ExitCode.ERROR, shown + " … " + what, "stubs --help");
    }
}
