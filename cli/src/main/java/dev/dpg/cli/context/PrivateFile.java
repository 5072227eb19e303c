package dev.dpg.cli.context;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of keys and values that nobody but its owner can read (mode 600, in a directory with mode 700 where it is made here). It is
 * written whole and then put in place, so that nobody reads half of it. Written as a properties file, in UTF-8.
 */
public final class PrivateFile {
    private static final long BYTES_MAX = 1024 * 1024;

    private final Path file;

    /** A file that need not exist. */
    public PrivateFile(Path file) {
        this.file = file;
    }

    /**
     * What it holds; nothing where it does not exist.
     *
     * @throws CommandFailure if it cannot be read
     */
    public Map<String, String> read() {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (Files.size(file) > BYTES_MAX) {
                throw new CommandFailure(ExitCode.ERROR, file + " is larger than 1 MiB", " rm " + file);
            }
            var properties = new Properties();
            properties.load(reader);
            Map<String, String> values = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
            return values;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.ERROR, file + " cannot be read (" + e.getClass().getSimpleName() + ")", " ls -l " + file);
        }
    }

    /**
     * Puts these in place of all that it holds.
     *
     * @throws CommandFailure if it cannot be written
     */
    public void write(Map<String, String> values) {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
        try {
            Files.createDirectories(directory, ownersOnly(directory, "rwx------"));
            Path next = Files.createTempFile(directory, ".dpg", ".tmp", ownersOnly(directory, "rw-------"));
            try {
                Files.writeString(next, text(values), StandardCharsets.UTF_8);
                moveHere(next);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.ERROR,
                    file + " cannot be written (" + e.getClass().getSimpleName() + ")",
                    " ls -ld " + directory);
        }
    }

    /** Takes it away; false where it was not there. */
    public boolean delete() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.ERROR, file + " cannot be deleted (" + e.getClass().getSimpleName() + ")", " rm " + file);
        }
    }

    private void moveHere(Path next) throws IOException {
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Sorted, and without the date that the JDK writes. */
    private static String text(Map<String, String> values) throws IOException {
        var properties = new Properties();
        properties.putAll(values);
        var written = new StringWriter();
        properties.store(written, null);
        return written.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static FileAttribute<?>[] ownersOnly(Path directory, String permissions) {
        boolean knowsOwners =
                directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return knowsOwners
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
