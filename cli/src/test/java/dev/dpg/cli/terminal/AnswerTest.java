package dev.dpg.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.terminal.Terminal.Traits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final List<String> NAMES = List.of("name", "rows", "open");
    private static final Traits WATCHED = new Traits(true, true, true, 40, "dpg");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aTableIsAsWideAsItsContent() {
        answer(OutputFormat.table, Traits.UNWATCHED).list(NAMES, entries());

        assertThat(out.toString(UTF_8)).isEqualTo("""
                        NAME       ROWS  OPEN
                        a          1     true
                        long name  22    false
                        """);
    }

    @Test
    void jsonIsOneArrayWithTheSameFields() {
        answer(OutputFormat.json, Traits.UNWATCHED).list(NAMES, entries());

        assertThat(out.toString(UTF_8)).isEqualTo("""
                        [
                          {"name":"a","rows":1,"open":true},
                          {"name":"long name","rows":22,"open":false}
                        ]
                        """);
    }

    @Test
    void ndjsonIsOneLineForEachEntry() {
        answer(OutputFormat.ndjson, Traits.UNWATCHED).list(NAMES, entries());

        assertThat(out.toString(UTF_8).lines())
                .containsExactly(
                        "{\"name\":\"a\",\"rows\":1,\"open\":true}",
                        "{\"name\":\"long name\",\"rows\":22,\"open\":false}");
    }

    @Test
    void yamlQuotesWhatCouldBeTakenForSomethingElse() {
        answer(OutputFormat.yaml, Traits.UNWATCHED)
                .list(
                        List.of("a"),
                        List.of(new Fields()
                                .with("a", "no")
                                .with("b", "x: y # z")
                                .with("c", "plain.text")
                                .withTexts("d", List.of("1", "one"))
                                .withEntries(
                                        "e", List.of(new Fields().with("f", 1).with("g", true)))));

        assertThat(out.toString(UTF_8)).isEqualTo("""
                        - a: "no"
                          b: "x: y # z"
                          c: plain.text
                          d:
                            - "1"
                            - one
                          e:
                            - f: 1
                              g: true
                        """);
    }

    @Test
    void csvQuotesCommasQuotesAndLineEnds() {
        answer(OutputFormat.csv, Traits.UNWATCHED)
                .list(
                        List.of("a", "b", "c"),
                        List.of(new Fields()
                                .with("a", "x,y")
                                .with("b", "say \"hi\"")
                                .with("c", "two\nlines")));

        assertThat(out.toString(UTF_8)).isEqualTo("a,b,c\n\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\"\n");
    }

    @Test
    void anEmptyListIsStillAnArrayAndStillHasHeadings() {
        answer(OutputFormat.json, Traits.UNWATCHED).list(NAMES, List.of());
        answer(OutputFormat.table, Traits.UNWATCHED).list(NAMES, List.of());

        assertThat(out.toString(UTF_8)).isEqualTo("[]\nNAME  ROWS  OPEN\n");
    }

    @Test
    void onATerminalRowsAreCutAtItsEdgeAndHeadingsStandOut() {
        answer(OutputFormat.table, WATCHED).list(List.of("text"), List.of(new Fields().with("text", "x".repeat(50))));

        assertThat(out.toString(UTF_8)).isEqualTo("\u001b[1mTEXT\u001b[0m\n" + "x".repeat(39) + "…\n");
    }

    @Test
    void aCellCanNeitherBreakTheTableNorSteerTheTerminal() {
        answer(OutputFormat.table, Traits.UNWATCHED)
                .list(List.of("text"), List.of(new Fields().with("text", "a\nb\u001b[2J\u009bc")));

        assertThat(out.toString(UTF_8)).isEqualTo("TEXT\na b [2J c\n");
    }

    @Test
    void oneEntryIsACardWithItsListsBelow() {
        var entry = new Fields()
                .with("name", "a")
                .with("title", "")
                .withTexts("key_fields", List.of("x", "y"))
                .withEntries("fields", List.of(new Fields().with("path", "p").with("type", "string")));

        answer(OutputFormat.table, Traits.UNWATCHED).one(entry);

        assertThat(out.toString(UTF_8)).isEqualTo("""
                        name        a
                        key fields  x, y

                        PATH  TYPE
                        p     string
                        """);
    }

    private static List<Fields> entries() {
        return List.of(
                new Fields().with("name", "a").with("rows", 1).with("open", true),
                new Fields().with("name", "long name").with("rows", 22).with("open", false));
    }

    private Answer answer(OutputFormat format, Traits traits) {
        var notes = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        return new Answer(new Terminal(new DataOutput(out), notes, traits), format);
    }
}
