package dev.dpg.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the reference page to the code: each key once, in order, with its default and its environment variable. */
class ConfigurationReferenceTest {
    private static final ProcessMemory MEMORY = new ProcessMemory(1280L << 20, 1280L << 20);

    @Test
    void theReferenceListsEachKeyWithItsDefaultAndItsVariable() throws IOException {
        List<String> expected = Configuration.keys(MEMORY).stream()
                .map(key -> "| " + code(key.dotted()) + " | " + code(key.defaultValue()) + " | "
                        + code(key.environmentName().orElse("")) + " |")
                .toList();

        assertThat(rows()).map(ConfigurationReferenceTest::withoutMeaning).isEqualTo(expected);
    }

    @Test
    void everyKeyIsExplained() throws IOException {
        assertThat(rows())
                .allSatisfy(row ->
                        assertThat(row.split("\\|", -1)[4].strip()).as(row).hasSizeGreaterThan(10));
    }

    @Test
    void noTwoKeysShareAVariable() {
        assertThat(Configuration.keys(MEMORY).stream().flatMap(key -> key.environmentName().stream()))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(Variables.RESERVED);
    }

    private static List<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/configuration.md"))) {
            return lines.filter(line -> line.startsWith("| `")).toList();
        }
    }

    private static String withoutMeaning(String row) {
        return row.substring(0, row.indexOf('|', row.indexOf('|', row.indexOf('|', 1) + 1) + 1) + 1);
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
