package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentedExamplesTest {
    private static final Pattern EXAMPLE = Pattern.compile("// example\\n(.*?)// end", Pattern.DOTALL);

    /** Layout is free on either side: a page is narrower than a class. */
    @Test
    void whatTheDocumentationShowsCompiles() throws IOException {
        String page = compact(Files.readString(Path.of("../../docs/java-client.md")));
        String source = Files.readString(Path.of("src/test/java/dev/dpg/client/DocumentedExamples.java"));
        List<String> examples = EXAMPLE.matcher(source)
                .results()
                .map((MatchResult found) -> compact(found.group(1)))
                .toList();

        assertThat(examples).hasSize(4).allSatisfy(example -> assertThat(page).contains(example));
    }

    private static String compact(String text) {
        return text.replaceAll("\\s+", "");
    }
}
