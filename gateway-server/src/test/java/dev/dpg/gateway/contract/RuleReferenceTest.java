package dev.dpg.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of rules in {@code docs/publishing.md} to the code. */
class RuleReferenceTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_.]+)` \\| (blocking|warning) \\| (.+) \\| (.+) \\|");

    @Test
    void everyRuleStandsInTheTableWithItsSeverityAndARemedy() throws IOException {
        List<String> written = Files.readAllLines(Path.of("..", "docs", "publishing.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Rule.values())
                        .map(rule -> rule.id() + " " + rule.severity().name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
