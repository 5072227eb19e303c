package dev.dpg.gateway.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes directories that JUnit cannot delete, because they outlive the test. */
final class TemporaryDirectories {
    private TemporaryDirectories() {}

    /** Deletes a directory with everything in it. */
    static void delete(Path directory) {
        try {
            for (Path path : deepestFirst(directory)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> deepestFirst(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
