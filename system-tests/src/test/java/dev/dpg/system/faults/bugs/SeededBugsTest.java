package dev.dpg.system.faults.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.system.faults.bugs.SeededBug.Change;
import dev.dpg.system.faults.check.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever changes the gateway learns here, at once, that a seeded bug does not fit any more. */
class SeededBugsTest {
    private static final Path SOURCES = Path.of("..", "gateway-server", "src", "main", "java");
    private static final String FILE = "log/kafka/KafkaClients.java";

    @SuppressWarnings("NullAway.Init") // set by JUnit
    @TempDir
    private Path directory;

    static List<SeededBug> bugs() {
        return SeededBugs.all();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void everyBugFitsTheSourcesAndCompiles(SeededBug bug) throws IOException {
        Path classes = new BugBuild(SOURCES).build(bug, directory);

        try (Stream<Path> files = Files.walk(classes)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class")))
                    .hasSizeGreaterThanOrEqualTo(bug.changes().size());
        }
    }

    @Test
    void aBugThatDoesNotFitFailsWithTheTextItMisses() {
        assertThatThrownBy(() -> build(new Change(FILE, "this stands nowhere", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not fit " + FILE)
                .hasMessageContaining("this stands nowhere");
    }

    @Test
    void aTextThatOccursTwiceFails() {
        assertThatThrownBy(() -> build(new Change(FILE, "properties.put(", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exactly once");
    }

    @Test
    void aBugThatDoesNotCompileFails() {
        assertThatThrownBy(() -> build(new Change(FILE, "\"read_committed\"", "no such thing")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not compile");
    }

    private void build(Change change) {
        new BugBuild(SOURCES).build(new SeededBug("unfit", "", Set.of(Promise.C1), List.of(change)), directory);
    }
}
