package dev.dpg.gateway.publication;

import static dev.dpg.gateway.fakes.OrderDocuments.SALES;
import static dev.dpg.gateway.fakes.OrderDocuments.contract;
import static dev.dpg.gateway.fakes.OrderDocuments.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.fakes.FakeCatalogWriter;
import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentDirectoryTest {
    @TempDir
    private Path folder = Path.of("");

    private final FakeClusters clusters = new FakeClusters("sales.orders");
    private final FakeCatalogWriter catalog = new FakeCatalogWriter();
    private final DocumentDirectory directory = new DocumentDirectory(new Publisher(
            new DocumentCheck(List.of(SALES), clusters, SchemaSource.NONE),
            LiveReaders.NONE,
            catalog,
            InstantSource.fixed(Instant.EPOCH)));

    @Test
    void productsAreAppliedInNameOrderEachWithItsOwnContracts() throws IOException {
        write(
                "b.odps.yaml",
                product("1.0.0").replace("name: orders", "name: returns").replace("sales-orders", "sales-returns"));
        write("a.odps.yaml", product("1.0.0"));
        write("orders.odcs.yaml", contract("1.0.0"));
        write("returns.odcs.yaml", contract("1.0.0").replace("id: sales-orders", "id: sales-returns"));
        write("README.md", "not a document");

        DirectoryReport report = directory.apply(folder);

        assertThat(report.entries())
                .extracting(DirectoryReport.Entry::fileName)
                .containsExactly("a.odps.yaml", "b.odps.yaml");
        assertThat(report.entries())
                .allSatisfy(entry ->
                        assertThat(entry.publication().orElseThrow().findings()).isEmpty());
        assertThat(catalog.requests())
                .extracting(request -> request.ports().get(0).contractDocument().fileName())
                .containsExactly("orders.odcs.yaml", "returns.odcs.yaml");
        assertThat(report.unfinished()).isFalse();
    }

    @Test
    void applyingAgainChangesNothingAndAsksUnderTheSameId() throws IOException {
        write("a.odps.yaml", product("1.0.0"));
        write("a.odcs.yaml", contract("1.0.0"));
        directory.apply(folder);

        assertThat(outcome(directory.apply(folder))).isEqualTo(Outcome.UNCHANGED);
        assertThat(catalog.requests().get(0).requestId())
                .isEqualTo(catalog.requests().get(1).requestId())
                .startsWith("directory-");
    }

    @Test
    void changedDocumentsAreAskedForUnderAnotherId() throws IOException {
        write("a.odps.yaml", product("1.0.0"));
        write("a.odcs.yaml", contract("1.0.0"));
        directory.apply(folder);
        write("a.odps.yaml", product("1.1.0"));
        write("a.odcs.yaml", contract("1.1.0"));

        assertThat(outcome(directory.apply(folder))).isEqualTo(Outcome.UPDATED);
        assertThat(catalog.requests().get(0).requestId())
                .isNotEqualTo(catalog.requests().get(1).requestId());
    }

    @Test
    void newerStateIsLeftAsItIs() throws IOException {
        write("a.odps.yaml", product("1.1.0"));
        write("a.odcs.yaml", contract("1.1.0"));
        directory.apply(folder);
        write("a.odps.yaml", product("1.0.0"));
        write("a.odcs.yaml", contract("1.0.0"));

        DirectoryReport report = directory.apply(folder);

        assertThat(onlyProblem(report).reason()).isEqualTo(Reason.VERSION_EXISTS);
        assertThat(report.unfinished()).isFalse();
    }

    @Test
    void findingsOfOneProductDoNotStopTheOthers() throws IOException {
        write("a.odps.yaml", product("1.0.0").replace("domain: sales", "domain: [sales"));
        write("b.odps.yaml", product("1.0.0"));
        write("orders.odcs.yaml", contract("1.0.0"));

        DirectoryReport report = directory.apply(folder);

        assertThat(report.entries().get(0).problem().orElseThrow().details())
                .extracting(detail -> ((FieldViolation) detail).field())
                .containsExactly("a.odps.yaml:8:8");
        assertThat(report.entries().get(1).publication()).isPresent();
    }

    @Test
    void aContractThatCannotBeReadIsFoundWithItsLine() throws IOException {
        write("a.odps.yaml", product("1.0.0"));
        write("a.odcs.yaml", contract("1.0.0").replace("status: active", "status: [active"));

        assertThat(onlyProblem(directory.apply(folder)).details())
                .extracting(detail -> ((FieldViolation) detail).field())
                .containsExactly("a.odcs.yaml:7:7");
    }

    @Test
    void aClusterThatIsDownLeavesTheDirectoryUnfinished() throws IOException {
        write("a.odps.yaml", product("1.0.0"));
        write("a.odcs.yaml", contract("1.0.0"));
        clusters.goDown();

        assertThat(directory.apply(folder).unfinished()).isTrue();

        clusters.comeBack();
        assertThat(outcome(directory.apply(folder))).isEqualTo(Outcome.CREATED);
    }

    @Test
    void aFileAboveTheLimitIsAFinding() throws IOException {
        write("a.odps.yaml", "# ".repeat(200_000));

        assertThat(onlyProblem(directory.apply(folder)).details())
                .extracting(detail -> ((FieldViolation) detail).rule())
                .containsExactly("document.size");
    }

    @Test
    void aDirectoryThatIsNotThereIsTheCallersToHandle() {
        assertThatThrownBy(() -> directory.apply(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static Outcome outcome(DirectoryReport report) {
        return report.entries()
                .get(0)
                .publication()
                .orElseThrow()
                .ports()
                .get(0)
                .outcome();
    }

    private static Problem onlyProblem(DirectoryReport report) {
        assertThat(report.entries()).hasSize(1);
        return report.entries().get(0).problem().orElseThrow();
    }
}
