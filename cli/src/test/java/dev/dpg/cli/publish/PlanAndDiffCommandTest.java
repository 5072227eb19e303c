package dev.dpg.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.Refusals;
import dev.dpg.cli.terminal.Terminal.Traits;
import dev.dpg.v1.AffectedReader;
import dev.dpg.v1.AppliedProduct;
import dev.dpg.v1.Change;
import dev.dpg.v1.Document;
import dev.dpg.v1.Finding;
import dev.dpg.v1.GetProductResponse;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.PlanProductResponse;
import dev.dpg.v1.PortPlan;
import dev.dpg.v1.Product;
import dev.dpg.v1.QualityResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanAndDiffCommandTest {
    private static final String PRODUCT = "id: air\noutputPorts:\n  - name: flights\n    contractId: flights\n";
    private static final PortPlan.Builder PORT = PortPlan.newBuilder()
            .setProduct("air.flights.v1")
            .setOutcome(AppliedProduct.Outcome.OUTCOME_UPDATED)
            .setPublishedVersion("1.1.0")
            .setVersion("1.2.0")
            .setRequiredStep(PortPlan.Step.STEP_MAJOR)
            .setRequiredVersion("2.0.0")
            .setSampledRecords(10_000)
            .addChanges(Change.newBuilder()
                    .setRule("field.removed")
                    .setPath("fax")
                    .setBreaking(true)
                    .setMessage("fax is gone")
                    .setConsequence("readers of it fail"))
            .addAffectedReaders(AffectedReader.newBuilder()
                    .setClientId("billing")
                    .setStreams(3)
                    .addFields("fax"))
            .addQuality(QualityResult.newBuilder()
                    .setRule("required")
                    .setPath("origin")
                    .setCheckedRecords(10_000)
                    .setFailedRecords(7)
                    .setBlocking(true));

    private final FakeGateway gateway = FakeGateway.start();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void writeDocuments() throws IOException {
        Files.writeString(directory.resolve("air.odps.yaml"), PRODUCT);
        Files.writeString(directory.resolve("flights.odcs.yaml"), "id: flights\nversion: 1.2.0\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whatCannotBeAppliedIsShownWholeAndACheckThatFailed() {
        gateway.publishing()
                .planWith(PlanProductResponse.newBuilder()
                        .addPorts(PORT)
                        .addFindings(Finding.newBuilder()
                                .setRule("contract.version.step")
                                .setSeverity(Finding.Severity.SEVERITY_BLOCKING)
                                .setFileName("flights.odcs.yaml")
                                .setLine(2)
                                .setColumn(10)
                                .setMessage("1.2.0 is too little.")
                                .setRemedy("Write 2.0.0."))
                        .build());

        var run = run(Traits.UNWATCHED, "plan");

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.out())
                .contains("applicable        false")
                .contains("air.flights.v1  1.1.0      1.2.0    updated  major  2.0.0")
                .contains("BREAKS  air.flights.v1  field.removed  fax   fax is gone  readers of it fail")
                .contains("billing  air.flights.v1  3        fax")
                .contains("required  air.flights.v1  origin  10000    7       true")
                .contains(
                        "blocking  flights.odcs.yaml:2:10  contract.version.step  1.2.0 is too little.  Write 2.0.0.");
        assertThat(run.err()).contains("1 product, 0 can be applied, 1 finding", "Try:  dpg plan " + directory);
    }

    @Test
    void whatCanBeAppliedLeadsToApply() {
        gateway.publishing()
                .planWith(PlanProductResponse.newBuilder().setApplicable(true).build());

        var run = run(Traits.UNWATCHED, "plan", "--skip-sample");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("1 product, 1 can be applied", "Try:  dpg apply " + directory);
        assertThat(gateway.publishing().plans()).singleElement().satisfies(plan -> {
            assertThat(plan.getSkipSample()).isTrue();
            assertThat(plan.getContractsList())
                    .extracting(Document::getFileName)
                    .containsExactly("flights.odcs.yaml");
        });
    }

    @Test
    void aPlanHasTheSameFieldsAsYaml() {
        gateway.publishing()
                .planWith(PlanProductResponse.newBuilder()
                        .setApplicable(true)
                        .addPorts(PORT)
                        .build());

        assertThat(run(Traits.UNWATCHED, "plan", "-o", "yaml").out())
                .startsWith("applicable: true\nports:\n  - name: air.flights.v1\n    published: \"1.1.0\"\n")
                .contains("  - reader: billing\n    name: air.flights.v1\n    streams: 3\n    fields:\n      - fax\n")
                .endsWith("findings: []\n");
    }

    @Test
    void confirmedRemovalsArePlannedAsTheyWouldBeApplied() {
        gateway.publishing()
                .planWith(PlanProductResponse.newBuilder().setApplicable(true).build());

        run(Traits.UNWATCHED, "plan", "--confirm-removal", "fax,customer.fax");
        run(Traits.UNWATCHED, "apply", "--dry-run", "--confirm-removal", "fax,customer.fax");

        assertThat(gateway.publishing().plans())
                .hasSize(2)
                .allSatisfy(plan -> assertThat(plan.getConfirmedRemovalsList()).containsExactly("fax", "customer.fax"));
    }

    @Test
    void offATerminalThereIsNeitherColourNorProgress() {
        gateway.publishing()
                .planWith(PlanProductResponse.newBuilder()
                        .setApplicable(true)
                        .addPorts(PORT)
                        .build());

        var run = run(Traits.UNWATCHED, "plan");

        assertThat(run.out() + run.err()).doesNotContain("\u001b", "\r");
    }

    @Test
    void aRefusalInTheMiddleOfWaitingIsShownAsOne() {
        gateway.publishing()
                .refuseWith(Refusals.of(Code.RESOURCE_EXHAUSTED, "OVERLOADED", "busy; try again", Map.of()));

        var run = run(new Traits(true, true, true, 80, "dpg"), "plan");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("busy; try again");
    }

    @Test
    void aDifferenceIsShownByItsMeaningAndLineByLine() {
        publish(PRODUCT, "id: flights\nversion: 1.1.0\n");
        gateway.publishing()
                .planWith(PlanProductResponse.newBuilder().addPorts(PORT).build());

        var run = run(Traits.UNWATCHED, "diff");

        assertThat(run.exitCode()).isZero();
        assertThat(gateway.publishing().plans()).allMatch(PlanProductRequest::getSkipSample);
        assertThat(run.out())
                .contains("BREAKS  air.flights.v1  field.removed")
                .contains("""
                        --- flights.odcs.yaml (published)
                        +++ flights.odcs.yaml
                        @@ -1 +1 @@
                         id: flights
                        -version: 1.1.0
                        +version: 1.2.0
                        """)
                .doesNotContain("air.odps.yaml");
    }

    @Test
    void equalDocumentsDoNotDiffer() {
        publish(PRODUCT, "id: flights\nversion: 1.2.0\n");
        gateway.publishing()
                .planWith(PlanProductResponse.newBuilder()
                        .addPorts(PortPlan.newBuilder()
                                .setProduct("air.flights.v1")
                                .setPublishedVersion("1.2.0"))
                        .build());

        var run = run(Traits.UNWATCHED, "diff");

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("No difference.\n");
    }

    @Test
    void whatIsNotPublishedYetIsSaidToBeNew() {
        gateway.publishing()
                .planWith(PlanProductResponse.newBuilder()
                        .addPorts(PortPlan.newBuilder().setProduct("air.flights.v1"))
                        .build());

        assertThat(run(Traits.UNWATCHED, "diff").err()).contains("air.flights.v1 is not published yet");
    }

    private void publish(String product, String contract) {
        gateway.catalog()
                .put(GetProductResponse.newBuilder()
                        .setProduct(Product.newBuilder().setName("air.flights.v1"))
                        .setProductDocument(document("air.odps.yaml", product))
                        .setContractDocument(document("flights.odcs.yaml", contract))
                        .build());
    }

    private static Document document(String name, String content) {
        return Document.newBuilder()
                .setFileName(name)
                .setContent(ByteString.copyFromUtf8(content))
                .build();
    }

    private CommandRun run(Traits traits, String command, String... options) {
        return CommandRun.on(
                traits,
                Stream.concat(
                                Stream.of(command, "--address", gateway.address(), directory.toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }
}
