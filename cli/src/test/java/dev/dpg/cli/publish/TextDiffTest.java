package dev.dpg.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Test
    void equalTextsHaveNoDifference() {
        assertThat(TextDiff.of("a\nb\n", "a\nb")).isEmpty();
    }

    @Test
    void aChangedLineStandsBetweenThreeOthers() {
        String before = numbers(1, 20);

        assertThat(TextDiff.of(before, before.replace("\n10\n", "\nx\n")))
                .containsExactly("@@ -7 +7 @@", " 7", " 8", " 9", "-10", "+x", " 11", " 12", " 13");
    }

    @Test
    void changesFarFromEachOtherAreApart() {
        String before = numbers(1, 30);

        assertThat(TextDiff.of(before, before.replace("\n5\n", "\n").replace("\n25\n", "\n25\nx\n")))
                .containsExactly(
                        "@@ -2 +2 @@",
                        " 2",
                        " 3",
                        " 4",
                        "-5",
                        " 6",
                        " 7",
                        " 8",
                        "@@ -23 +22 @@",
                        " 23",
                        " 24",
                        " 25",
                        "+x",
                        " 26",
                        " 27",
                        " 28");
    }

    @Test
    void textsThatAreTooLongToCompareAreReplaced() {
        List<String> difference = TextDiff.of(numbers(1, 3_000), numbers(10_000, 13_000));

        assertThat(difference.stream().filter(line -> line.startsWith("-"))).hasSize(3_000);
        assertThat(difference.stream().filter(line -> line.startsWith("+"))).hasSize(3_001);
    }

    @Test
    void theLinesThatStayAndTheNewOnesMakeTheNewText() {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<String> before = lines(random);
            List<String> after = lines(random);
            List<String> difference = TextDiff.of(String.join("\n", before), String.join("\n", after));

            assertThat(applied(before, difference))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(after);
        }
    }

    /** What the old lines become, by the numbers and marks alone. */
    private static List<String> applied(List<String> before, List<String> difference) {
        List<String> after = new ArrayList<>();
        int next = 0;
        for (String line : difference) {
            switch (line.charAt(0)) {
                case '@' -> {
                    int from = Integer.parseInt(line.replaceAll("@@ -([0-9]+) .*", "$1")) - 1;
                    after.addAll(before.subList(next, from));
                    next = from;
                }
                case '+' -> after.add(line.substring(1));
                default -> {
                    assertThat(before.get(next++)).isEqualTo(line.substring(1));
                    if (line.charAt(0) == ' ') {
                        after.add(line.substring(1));
                    }
                }
            }
        }
        after.addAll(before.subList(next, before.size()));
        return after;
    }

    private static List<String> lines(Random random) {
        return random.ints(1 + random.nextInt(30), 0, 5)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).collect(Collectors.joining("\n", "", "\n"));
    }
}
