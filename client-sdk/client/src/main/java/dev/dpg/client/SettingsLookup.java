package dev.dpg.client;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What the caller did not say: the environment of the process, else the properties file {@code ~/.config/dpg/config}. */
final class SettingsLookup {
    private final Map<String, String> environment;
    private final Properties file;

    /**
     * @param environment of the process
     * @param home of the user
     */
    SettingsLookup(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.file = read(home.resolve(".config").resolve("dpg").resolve("config"));
    }

    /** A value that is not blank, of a variable, else of a key in the file. */
    Optional<String> value(String variable, String key) {
        return variable(variable)
                .or(() -> Optional.ofNullable(file.getProperty(key)).map(String::strip))
                .filter(value -> !value.isEmpty());
    }

    /** A value that is not blank, of a variable. */
    Optional<String> variable(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        if (!Files.isRegularFile(file)) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + "; make it readable or remove it", e);
        }
    }
}
