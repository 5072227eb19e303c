package dev.dpg.gateway.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Limits on the shape of all Java sources of the project: file length, forbidden habits, package descriptions. */
class SourceShapeTest {
    private static final int FILE_LINES_MAX = 400;
    private static final Pattern FORBIDDEN = Pattern.compile(
            "Thread\\." + "sleep\\(|System\\.(out|err)\\.print|printStackTrace\\(\\)|@Dis" + "abled|\\bTO" + "DO\\b");
    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Util|Utils|Helper|Manager|Impl)\\.java");

    @Test
    void noFileIsTooLong() throws IOException {
        List<String> offenders = new ArrayList<>();
        for (Path source : sources()) {
            long lines = Files.readAllLines(source).size();
            if (lines > FILE_LINES_MAX) {
                offenders.add(source + ": " + lines + " lines");
            }
        }
        assertThat(offenders).isEmpty();
    }

    @Test
    void noForbiddenHabits() throws IOException {
        List<String> offenders = new ArrayList<>();
        for (Path source : sources()) {
            for (String line : Files.readAllLines(source)) {
                if (FORBIDDEN.matcher(line).find()) {
                    offenders.add(source + ": " + line.strip());
                }
            }
        }
        assertThat(offenders).isEmpty();
    }

    @Test
    void noVagueNames() throws IOException {
        assertThat(sources())
                .allSatisfy(
                        source -> assertThat(source.getFileName().toString()).doesNotMatch(VAGUE_NAME));
    }

    @Test
    void everyPackageIsDescribedAndNullMarked() throws IOException {
        List<Path> offenders = new ArrayList<>();
        for (Path source : sources()) {
            Path description = source.resolveSibling("package-info.java");
            if (!Files.exists(description) || !Files.readString(description).contains("@NullMarked")) {
                offenders.add(source.getParent());
            }
        }
        assertThat(offenders.stream().distinct()).isEmpty();
    }

    /** All Java sources of the modules, generated ones and those in the documentation left out. */
    private static List<Path> sources() throws IOException {
        Path root = Path.of("..").toRealPath();
        assumeThat(root.resolve("gateway-server")).isDirectory();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> root.relativize(file).toString().contains("src/"))
                    .filter(file -> !root.relativize(file).toString().contains("target/"))
                    .toList();
        }
    }
}
