package dev.dpg.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.Refusals;
import dev.dpg.v1.Document;
import dev.dpg.v1.DraftProductRequest;
import dev.dpg.v1.DraftProductResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    private final FakeGateway gateway = FakeGateway.start();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void draft() {
        gateway.publishing()
                .draftWith(DraftProductResponse.newBuilder()
                        .setProduct(Document.newBuilder()
                                .setFileName("../../etc/passwd") // a gateway does not choose where to write
                                .setContent(ByteString.copyFromUtf8("id: product\n")))
                        .setContract(Document.newBuilder().setContent(ByteString.copyFromUtf8("id: contract\n")))
                        .setSampledRecords(17)
                        .addNotes("Say where questions go.")
                        .build());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void bothDocumentsAreWrittenAndTheNextCommandIsSaid() throws IOException {
        Path inside = directory.resolve("products");

        var run = init("sales.orders", "--dir", inside.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(inside.resolve("sales.orders.odps.yaml")).hasContent("id: product\n");
        assertThat(inside.resolve("sales.orders.odcs.yaml")).hasContent("id: contract\n");
        assertThat(run.out()).contains("sampled records  17", "Say where questions go.");
        assertThat(run.err()).contains("Try:  dpg lint " + inside.resolve("sales.orders.odps.yaml"));
        try (Stream<Path> files = Files.list(inside)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whatPeopleSayIsSentAlong() {
        init(
                "sales.orders",
                "--dir",
                directory.toString(),
                "--cluster",
                "eu",
                "--sample",
                "50",
                "--owner",
                "Team",
                "--support",
                "a@b.example",
                "--title",
                "T",
                "--description",
                "D");

        assertThat(gateway.publishing().drafts())
                .containsExactly(DraftProductRequest.newBuilder()
                        .setProduct("sales.orders")
                        .setTopic("sales.orders")
                        .setCluster("eu")
                        .setSampleRecords(50)
                        .setOwner("Team")
                        .setSupport("a@b.example")
                        .setTitle("T")
                        .setDescription("D")
                        .build());
    }

    @Test
    void documentsThatAreThereAreKeptUnlessForced() throws IOException {
        Path contract = directory.resolve("sales.orders.odcs.yaml");
        Files.writeString(contract, "mine, and longer than the draft");

        var refused = init("sales.orders", "--dir", directory.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already; --force");
        assertThat(contract).hasContent("mine, and longer than the draft");
        assertThat(directory.resolve("sales.orders.odps.yaml")).doesNotExist();
        assertThat(gateway.publishing().drafts()).isEmpty();

        assertThat(init("sales.orders", "--dir", directory.toString(), "--force")
                        .exitCode())
                .isZero();
        assertThat(contract).hasContent("id: contract\n");
    }

    @Test
    void aNameThatNoProductCanHaveIsAUsageErrorBeforeAnybodyIsAsked() {
        assertThat(init("../orders", "--dir", directory.toString()).exitCode()).isEqualTo(2);
        assertThat(init("sales.orders.v1", "--dir", directory.toString()).exitCode())
                .isEqualTo(2);
        assertThat(gateway.publishing().drafts()).isEmpty();
    }

    @Test
    void aRefusalWritesNothing() {
        gateway.publishing()
                .refuseWith(Refusals.of(
                        Code.INVALID_ARGUMENT,
                        "BAD_CONTRACT",
                        "there is no topic \"sales.ordres\"; did you mean \"sales.orders\"?",
                        Map.of()));

        var run = init("sales.orders", "--dir", directory.toString());

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err()).contains("did you mean \"sales.orders\"?", "Try:  dpg init --help");
        assertThat(directory).isEmptyDirectory();
    }

    private CommandRun init(String name, String... options) {
        return CommandRun.of(Stream.concat(
                        Stream.of("init", name, "--from-topic", "sales.orders", "--address", gateway.address()),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
