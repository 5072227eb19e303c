package dev.dpg.cli.context;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command runs.
 *
 * @param environment variables of the process
 * @param home of the user
 */
public record Surroundings(Map<String, String> environment, Path home) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /** A variable that is not blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Where this command keeps what it has to remember; need not exist. */
    public Path directory() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute) // as the XDG Base Directory Specification says
                .orElseGet(() -> home.resolve(".config"))
                .resolve("dpg");
    }
}
