package dev.dpg.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeCatalog;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.Refusals;
import dev.dpg.v1.AppliedProduct;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.Document;
import dev.dpg.v1.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {
    private final FakeGateway gateway = FakeGateway.start();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void writeDocuments() throws IOException {
        write("air.odps.yaml", "id: air\noutputPorts:\n  - name: flights\n    contractId: flights\n");
        write("sea.odps.yaml", "id: sea\noutputPorts:\n  - name: ships\n    contractId: ships\n");
        write("flights.odcs.yaml", "id: flights\n");
        write("ships.odcs.yaml", "id: ships\n");
        write("notes.txt", "not a document");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aDirectoryIsAppliedProductByProductWithTheContractsOfItsPorts() {
        var run = apply(directory.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(gateway.publishing().requests())
                .extracting(request -> request.getProduct().getFileName())
                .containsExactly("air.odps.yaml", "sea.odps.yaml");
        assertThat(gateway.publishing().requests())
                .extracting(request -> request.getContractsList().stream()
                        .map(Document::getFileName)
                        .toList()
                        .toString())
                .containsExactly("[flights.odcs.yaml]", "[ships.odcs.yaml]");
    }

    @Test
    void everyRequestHasAnIdOfItsOwn() {
        apply(directory.toString());

        assertThat(gateway.publishing().requests())
                .extracting(ApplyProductRequest::getRequestId)
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasPublishedIsToldTogetherWithWarnings() {
        gateway.publishing()
                .answerWith(ApplyProductResponse.newBuilder()
                        .addProducts(AppliedProduct.newBuilder()
                                .setOutcome(AppliedProduct.Outcome.OUTCOME_CREATED)
                                .setProduct(FakeCatalog.product("air.flights.v1", "Flights")))
                        .addFindings(Finding.newBuilder()
                                .setRule("product.support")
                                .setFileName("air.odps.yaml")
                                .setLine(3)
                                .setColumn(1)
                                .setMessage("Nobody can be asked.")
                                .setRemedy("Name a support channel."))
                        .build());

        var run = apply(file("air.odps.yaml"), file("flights.odcs.yaml"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("air.flights.v1  1.2.0    created")
                .contains(
                        "warning   air.odps.yaml:3:1  product.support  Nobody can be asked.  Name a support channel.");
    }

    @Test
    void blockingFindingsAreTheAnswerAndTheExitCodeIsThatOfAFailedCheck() {
        gateway.publishing()
                .refuseWith(Refusals.of(
                        Code.INVALID_ARGUMENT,
                        "BAD_CONTRACT",
                        "1 finding blocks",
                        Map.of("findings", "1"),
                        BadRequest.newBuilder()
                                .addFieldViolations(FieldViolation.newBuilder()
                                        .setField("flights.odcs.yaml:12:5 schema[0].logicalType")
                                        .setReason("contract.property.type")
                                        .setDescription("\"strng\" is no type. Write \"string\"."))
                                .build()));

        var run = apply(file("air.odps.yaml"), "-o", "json");

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.out())
                .contains("\"severity\":\"blocking\",\"place\":\"flights.odcs.yaml:12:5 schema[0].logicalType\","
                        + "\"rule\":\"contract.property.type\"");
        assertThat(run.err())
                .contains("1 product refused: nothing of a product that is refused was published", "Try:  dpg plan ");
    }

    @Test
    void ofSeveralProductsThoseAreAppliedThatCanBe() {
        gateway.publishing()
                .answerWith(ApplyProductResponse.newBuilder()
                        .addProducts(AppliedProduct.newBuilder()
                                .setOutcome(AppliedProduct.Outcome.OUTCOME_UPDATED)
                                .setProduct(FakeCatalog.product("sea.ships.v1", "Ships")))
                        .build());
        gateway.publishing()
                .refuse(
                        "air.odps.yaml",
                        Refusals.of(
                                Code.FAILED_PRECONDITION,
                                "CONTRACT_INCOMPATIBLE",
                                "field.removed: \"fax\" is read by billing; publish a new major",
                                Map.of()));

        var run = apply(directory.toString());

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(gateway.publishing().requests()).hasSize(2);
        assertThat(run.out())
                .contains("sea.ships.v1  1.2.0    updated")
                .contains("air.odps.yaml  CONTRACT_INCOMPATIBLE  field.removed: \"fax\" is read by billing");
        assertThat(run.err()).contains("1 updated, 1 product refused");
    }

    @Test
    void whatWasAppliedBeforeTheGatewayWentAwayIsTold() {
        gateway.publishing()
                .answerWith(ApplyProductResponse.newBuilder()
                        .addProducts(AppliedProduct.newBuilder()
                                .setOutcome(AppliedProduct.Outcome.OUTCOME_UPDATED)
                                .setProduct(FakeCatalog.product("air.flights.v1", "Flights")))
                        .build());
        gateway.publishing()
                .refuse("sea.odps.yaml", Refusals.of(Code.UNAVAILABLE, "CLUSTER_DOWN", "no answer", Map.of()));

        var run = apply(directory.toString());

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.out()).contains("air.flights.v1  1.2.0    updated");
        assertThat(run.err()).contains("no answer");
    }

    @Test
    void aGatewayThatCannotAnswerEndsTheRun() {
        gateway.publishing()
                .refuseWith(Refusals.of(Code.UNAVAILABLE, "CLUSTER_DOWN", "the cluster does not answer", Map.of()));

        var run = apply(directory.toString());

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(gateway.publishing().requests()).hasSize(1);
    }

    @Test
    void confirmedRemovalsAreSentAlong() {
        apply(file("air.odps.yaml"), "--confirm-removal", "customer.fax,tel", "--confirm-removal", "lines[].x");

        assertThat(gateway.publishing().requests().get(0).getConfirmedRemovalsList())
                .containsExactly("customer.fax", "tel", "lines[].x");
    }

    @Test
    void aDryRunIsAPlanAndAppliesNothing() {
        var run = apply(directory.toString(), "--dry-run");

        assertThat(gateway.publishing().requests()).isEmpty();
        assertThat(gateway.publishing().plans()).hasSize(2);
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err()).contains("2 products, 0 can be applied");
    }

    @Test
    void whatIsNotYamlIsSentAlongForTheGatewayToJudge() throws IOException {
        write("air.odps.yaml", "id: [unclosed");
        write("ships.odcs.yaml", "id: [unclosed");

        apply(directory.toString());

        assertThat(gateway.publishing().requests()).hasSize(2);
        assertThat(gateway.publishing().requests().get(1).getContractsList())
                .extracting(Document::getFileName)
                .containsExactly("ships.odcs.yaml");
    }

    @Test
    void aContractThatNoPortNamesIsMentionedAndLeftOut() {
        var run = apply(file("air.odps.yaml"), file("ships.odcs.yaml"));

        assertThat(run.err()).contains("ships.odcs.yaml: no port of these products names this contract");
        assertThat(gateway.publishing().requests().get(0).getContractsList()).isEmpty();
    }

    @Test
    void aMissingFileIsAUsageError() {
        var run = apply(file("none.odps.yaml"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none.odps.yaml: there is no such file");
    }

    @Test
    void aFileOfAnotherKindIsAUsageError() {
        var run = apply(file("notes.txt"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(".odps.yaml", ".odcs.yaml");
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private CommandRun apply(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "apply";
        all[1] = "--address";
        all[2] = gateway.address();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandRun.of(all);
    }
}
