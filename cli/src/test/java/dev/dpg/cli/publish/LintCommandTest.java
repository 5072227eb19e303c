package dev.dpg.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.terminal.Terminal.Traits;
import dev.dpg.gateway.draft.Draft;
import dev.dpg.gateway.draft.DraftSubject;
import dev.dpg.gateway.draft.Drafting;
import dev.dpg.gateway.draft.RegistrySight;
import dev.dpg.gateway.draft.SampledRecord;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.PortName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without any gateway. */
class LintCommandTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aDraftLintsCleanAndLeadsToThePlan() throws IOException {
        writeDraft();

        var run = CommandRun.of("lint", directory.toString());

        assertThat(run.err()).contains("1 product, 0 findings", "Try:  dpg plan " + directory);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void everyFindingIsShownWithItsPlaceAndRemedy() throws IOException {
        writeBrokenDraft();

        var run = CommandRun.of("lint", directory.toString());

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.out())
                .containsPattern("sales\\.orders\\.odcs\\.yaml:\\d+:\\d+ schema\\[0].properties\\[0].logicalType"
                        + "  blocking  contract\\.property\\.type\n")
                .contains("    The logicalType \"sting\" is unknown.\n    Did you mean \"string\"?\n");
        assertThat(run.err()).contains("1 of them blocks", "Try:  dpg lint " + directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json   | [?  {\"severity\":\"blocking\",\"place\":\"sales.orders.odcs.yaml:",
                "ndjson | {\"severity\":\"blocking\",\"place\":\"sales.orders.odcs.yaml:",
                "yaml   | - severity: blocking?  place: \"sales.orders.odcs.yaml:",
                "csv    | severity,place,rule,message,remedy?blocking,sales.orders.odcs.yaml:"
            })
    void scriptsGetTheSameFields(String format, String expected) throws IOException {
        writeBrokenDraft();

        var run = CommandRun.of("lint", directory.toString(), "-o", format);

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.out())
                .startsWith(expected.replace('?', '\n'))
                .contains("contract.property.type", "Did you mean");
    }

    @Test
    void withoutATerminalOrWithNoColourThereIsNoEscape() throws IOException {
        writeBrokenDraft();

        assertThat(CommandRun.on(new Traits(true, true, false, 80, "dpg"), "lint", directory.toString())
                        .out())
                .doesNotContain("\u001b");
        assertThat(CommandRun.on(new Traits(true, true, true, 80, "dpg"), "lint", directory.toString())
                        .out())
                .contains("\u001b[31mblocking\u001b[0m");
    }

    @Test
    void aDirectoryWithoutDocumentsIsAUsageError() {
        var run = CommandRun.of("lint", directory.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("holds no documents", "Try:  dpg lint --help");
    }

    @Test
    void whatIsWrongWithAFileThatBelongsToNobodyIsToldOnce() throws IOException {
        writeDraft();
        Files.copy(directory.resolve("sales.orders.odps.yaml"), directory.resolve("second.odps.yaml"));
        Files.writeString(directory.resolve("broken.odcs.yaml"), "id: [unclosed");

        var run = CommandRun.of("lint", directory.toString(), "-o", "ndjson");

        assertThat(run.out().lines().filter(line -> line.contains("document.syntax")))
                .hasSize(1);
    }

    private void writeBrokenDraft() throws IOException {
        writeDraft();
        Path contract = directory.resolve("sales.orders.odcs.yaml");
        Files.writeString(contract, Files.readString(contract).replace("logicalType: string", "logicalType: sting"));
    }

    private void writeDraft() throws IOException {
        var words = new DraftSubject.Words("Orders", "", "orders@example.com", "", "What was ordered.");
        var subject = new DraftSubject(
                PortName.parse("sales.orders").orElseThrow(), "sales.orders", "main", true, Optional.empty(), words);
        byte[] value = "{\"id\":\"A\"}".getBytes(StandardCharsets.UTF_8);
        Draft draft = Drafting.of(subject, List.of(new SampledRecord(null, value)), RegistrySight.NONE);
        for (Document document : List.of(draft.product(), draft.contract())) {
            Files.write(directory.resolve(document.fileName()), document.content());
        }
    }
}
