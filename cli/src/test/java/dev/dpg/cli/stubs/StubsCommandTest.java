package dev.dpg.cli.stubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.rpc.Code;
import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.Refusals;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.v1.GetDescriptorSetResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StubsCommandTest {
    private static final FileDescriptorSet SET = Descriptors.everything();

    private final FakeGateway gateway = FakeGateway.start();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void answer() {
        answerWith(SET);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void protoWritesTheTextsOfAllFilesThatDoNotShipWithProtoc() throws IOException {
        var run = stubs("proto");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("sales.dpg.v1.Dpg\n");
        assertThat(gateway.schemas().requests().get(0).getProductsList()).containsExactly("sales.dpg");
        assertThat(Files.readString(directory.resolve("sales/dpg/v1/dpg.proto")))
                .contains("message DpgValue {");
        assertThat(directory.resolve("dpg/v1/frame.proto")).isRegularFile();
        assertThat(directory.resolve("google")).doesNotExist();
    }

    @Test
    void descriptorWritesTheSetAsItCame() throws IOException {
        assertThat(stubs("descriptor").exitCode()).isZero();

        assertThat(Files.readAllBytes(directory.resolve("descriptors.binpb"))).isEqualTo(SET.toByteArray());
    }

    @Test
    void nodeWritesAModuleThatLoadsTheTexts() throws IOException {
        assertThat(stubs("node").exitCode()).isZero();

        assertThat(Files.readString(directory.resolve("index.js"))).contains("'sales/dpg/v1/dpg.proto',");
        assertThat(directory.resolve("proto/sales/dpg/v1/dpg.proto")).isRegularFile();
        assertThat(Files.readString(directory.resolve("package.json"))).contains("@grpc/grpc-js");
    }

    @Test
    void namesThatLeadOutOfTheDirectoryAreNotWritten() {
        answerWith(FileDescriptorSet.newBuilder()
                .addFile(FileDescriptorProto.newBuilder()
                        .setName("../outside.proto")
                        .setSyntax("proto3"))
                .build());

        var run = stubs("proto");

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.number());
        assertThat(directory.resolveSibling("outside.proto")).doesNotExist();
    }

    @Test
    void anUnknownProductIsNotFound() {
        gateway.schemas()
                .refuseWith(Refusals.of(
                        Code.NOT_FOUND, "PRODUCT_NOT_FOUND", "product \"sales.dpg\" does not exist", Map.of()));

        assertThat(stubs("proto").exitCode()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void aLanguageThatNobodyKnowsIsAMistake() {
        assertThat(stubs("cobol").exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(CommandRun.of("stubs", "sales.dpg").exitCode()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void whatIsMissingIsNamedWithWhatInstallsItAndWhatGoesWithout() {
        var protoc = new Protoc(new Programs(List.of(directory)), SET, "stubs sales.dpg");
        var out = new StubFiles(directory.resolve("out"));

        assertMissing(() -> protoc.python(out), "the Python package grpcio-tools", " pip install grpcio-tools");
        assertMissing(
                () -> protoc.go(out, "m"),
                "protoc-gen-go",
                " go install google.golang.org/protobuf/cmd/protoc-gen-go@latest");
        assertMissing(
                () -> protoc.java(out), "protoc-gen-grpc-java", " apt-get install protobuf-compiler-grpc-java-plugin");
    }

    @Test
    void goPackagesAreNamedByModuleAndFile() throws IOException {
        program("protoc-gen-go", "");
        program("protoc-gen-go-grpc", "");
        program("protoc", "for a in \"$@\"; do echo \"$a\"; done > " + directory.resolve("arguments"));

        new Protoc(new Programs(List.of(directory)), SET, "stubs").go(new StubFiles(directory.resolve("go")), "a.b/c");

        assertThat(Files.readAllLines(directory.resolve("arguments")))
                .contains(
                        "--plugin=protoc-gen-go=" + directory.resolve("protoc-gen-go"),
                        "--go_out=" + directory.resolve("go"),
                        "--go_opt=module=a.b/c",
                        "--go_opt=Msales/dpg/v1/dpg.proto=a.b/c/sales/dpg/v1;dpgv1",
                        "--go-grpc_opt=Mdpg/v1/frame.proto=a.b/c/dpg/v1;dpgv1",
                        "sales/dpg/v1/dpg.proto")
                .doesNotContain("google/protobuf/timestamp.proto");
    }

    @Test
    void whatACompilerSaysWhenItFailsIsShown() throws IOException {
        program("protoc-gen-grpc-java", "");
        program("protoc", "echo the disk is full; exit 3");
        var protoc = new Protoc(new Programs(List.of(directory)), SET, "stubs");

        assertThatThrownBy(() -> protoc.java(new StubFiles(directory.resolve("java"))))
                .asInstanceOf(type(CommandFailure.class))
                .satisfies(failure ->
                        assertThat(failure.getMessage()).contains("exit code 3").contains("the disk is full"));
    }

    private void assertMissing(Runnable writing, String what, String install) {
        assertThatThrownBy(writing::run)
                .asInstanceOf(type(CommandFailure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ExitCode.ERROR);
                    assertThat(failure.getMessage()).contains(what + " is not installed");
                    assertThat(failure.next()).containsExactly(install, "stubs sales.dpg --lang proto");
                });
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void answerWith(FileDescriptorSet set) {
        gateway.schemas()
                .answerWith(GetDescriptorSetResponse.newBuilder()
                        .setDescriptorSet(set.toByteString())
                        .addServices("sales.dpg.v1.Dpg")
                        .build());
    }

    private CommandRun stubs(String language) {
        return CommandRun.of(
                "stubs",
                "sales.dpg",
                "--lang",
                language,
                "--out",
                directory.toString(),
                "--address",
                gateway.address());
    }
}
