package dev.dpg.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a document, the lint answers: with ports, or with findings that block. */
class MutationTest {
    private static final int ROUNDS = 3000;
    private static final String[] SPLINTERS = {
        "[",
        "]",
        "{",
        "}",
        ": ",
        "- ",
        "\n",
        "\t",
        "\"",
        "'",
        "&a ",
        "*a",
        "!!int ",
        "!x ",
        "|",
        ">",
        "#",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "~",
        "null",
        "0x",
        "1e9",
        "\uFEFF",
        "\0",
        "?",
        "? ",
        "<<: ",
        ",",
        "\u2028",
        "\ud83d\ude00",
        "__",
        "."
    };

    @Test
    void damagedDocumentsGiveFindingsOrAResult() {
        long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] product = damaged(Samples.PRODUCT, random);
            byte[] contract = damaged(Samples.CONTRACT, random);
            String replay = "seed " + seed + ", round " + round;
            LintResult result;
            try {
                result = new DocumentLint(Samples.DOMAINS)
                        .lint(new Document("p", product), List.of(new Document("c", contract)));
            } catch (RuntimeException | StackOverflowError thrown) {
                throw new AssertionError(
                        replay + "\n" + new String(product, StandardCharsets.UTF_8) + "\n=====\n"
                                + new String(contract, StandardCharsets.UTF_8),
                        thrown);
            }
            boolean blocked = result.findings().stream().anyMatch(Finding::blocks);
            assertThat(result.ports().isEmpty()).as(replay).isEqualTo(blocked);
            assertThat(result.findings()).as(replay).allMatch(MutationTest::isWhole);
        }
    }

    private static boolean isWhole(Finding finding) {
        return finding.place().line() >= 0
                && finding.message().length() < 500
                && !finding.message().isBlank()
                && !finding.remedy().isBlank();
    }

    private static byte[] damaged(String valid, Random random) {
        byte[] bytes = valid.getBytes(StandardCharsets.UTF_8);
        for (int wounds = random.nextInt(4); wounds > 0; wounds--) {
            bytes = switch (random.nextInt(6)) {
                case 0 -> withoutLine(bytes, random);
                case 1 -> withLineMoved(bytes, random);
                case 2 ->
                    spliced(
                            bytes,
                            random,
                            SPLINTERS[random.nextInt(SPLINTERS.length)].getBytes(StandardCharsets.UTF_8));
                case 3 -> spliced(bytes, random, new byte[] {(byte) random.nextInt(256)});
                case 4 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                default -> withValueReplaced(bytes, random);
            };
        }
        return bytes;
    }

    private static byte[] withoutLine(byte[] bytes, Random random) {
        List<String> lines = lines(bytes);
        lines.remove(random.nextInt(lines.size()));
        return joined(lines);
    }

    private static byte[] withLineMoved(byte[] bytes, Random random) {
        List<String> lines = lines(bytes);
        String line = lines.remove(random.nextInt(lines.size()));
        lines.add(random.nextInt(lines.size() + 1), " ".repeat(random.nextInt(3)) + line);
        return joined(lines);
    }

    private static byte[] withValueReplaced(byte[] bytes, Random random) {
        List<String> lines = lines(bytes);
        int at = random.nextInt(lines.size());
        String[] values = {"[a, b]", "{a: b}", "7", "true", "", "text", "1.0", "[[]]", "[null]", "- x"};
        lines.set(at, lines.get(at).replaceFirst(":.*", ": " + values[random.nextInt(values.length)]));
        return joined(lines);
    }

    private static byte[] spliced(byte[] bytes, Random random, byte[] splinter) {
        int at = random.nextInt(bytes.length + 1);
        int skip = Math.min(random.nextInt(3), bytes.length - at);
        byte[] result = new byte[bytes.length + splinter.length - skip];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(splinter, 0, result, at, splinter.length);
        System.arraycopy(bytes, at + skip, result, at + splinter.length, bytes.length - at - skip);
        return result;
    }

    private static List<String> lines(byte[] bytes) {
        return new ArrayList<>(List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1)));
    }

    private static byte[] joined(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
