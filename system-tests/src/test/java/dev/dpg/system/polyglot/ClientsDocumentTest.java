package dev.dpg.system.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation shows what the tests run. */
class ClientsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "clients.md");
    private static final Path PROGRAMS = Path.of("src", "test", "resources", "polyglot");
    private static final int LOOP_LINES_MAX = 19;

    @ParameterizedTest
    @CsvSource({"python/client.py, #, follow", "node/client.js, //, follow", "go/main.go, //, follow"})
    void theLoopsAreShownAsTheyRunAndAreShort(String program, String comment, String part) throws IOException {
        String loop = part(program, comment, part);

        assertThat(Files.readString(DOCUMENT)).contains("\n" + loop + "```\n");
        assertThat(loop.lines().count()).isLessThanOrEqualTo(LOOP_LINES_MAX);
    }

    @ParameterizedTest
    @CsvSource({"go/main.go, //, position"})
    void whatTheyNeedIsShownAsItRuns(String program, String comment, String part) throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("\n" + part(program, comment, part) + "```\n");
    }

    private static String part(String program, String comment, String name) throws IOException {
        String text = Files.readString(PROGRAMS.resolve(program));
        String begin = comment + " begin: " + name + "\n";
        int start = text.indexOf(begin) + begin.length();
        return text.substring(start, text.indexOf(comment + " end: " + name + "\n", start))
                        .strip() + "\n";
    }
}
