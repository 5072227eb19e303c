package dev.dpg.cli.stubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.dpg.gateway.descriptor.ProtoFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtoTextTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void protocMakesTheSameDescriptorsOfTheTextOfAProduct() throws IOException {
        assertCompiledTheSame(Descriptors.everything());
    }

    @Test
    void protocMakesTheSameDescriptorsOfTheTextOfTheContract() throws IOException {
        assertCompiledTheSame(ProtoFiles.closure(ProtoFiles.contract().all()));
    }

    @Test
    void theTextCarriesTheCommentsOfTheContract() {
        FileDescriptorProto file = Descriptors.everything().getFileList().stream()
                .filter(one -> one.getPackage().equals("sales.dpg.v1"))
                .findFirst()
                .orElseThrow();

        assertThat(ProtoText.of(file))
                .contains("  // Of kind INTEGER.\n  // In two lines.\n  optional int64 integer = 2;\n")
                .contains("  rpc Read(.dpg.v1.ReadRequest) returns (stream .sales.dpg.v1.DpgFrame);\n")
                .contains("\n// A value of sales.dpg.v1: Orders\n// All of them.\nmessage DpgValue {\n")
                .contains("[json_name = \"größe\"]");
    }

    @Test
    void otherSyntaxIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProtoText.of(
                        FileDescriptorProto.newBuilder().setName("a.proto").build()));
    }

    private void assertCompiledTheSame(FileDescriptorSet set) throws IOException {
        Path protoc = protoc();
        List<String> names = new ArrayList<>();
        for (FileDescriptorProto file : StubFiles.ownFiles(set)) {
            new StubFiles(directory.resolve("proto")).write(file.getName(), ProtoText.of(file));
            names.add(file.getName());
        }
        for (FileDescriptorProto file : set.getFileList()) {
            if (!names.contains(file.getName())) { // protoc brings its own, but not where it lies alone
                new StubFiles(directory.resolve("proto")).write(file.getName(), ProtoText.of(file));
            }
        }
        Path compiled = directory.resolve("compiled.binpb");
        List<String> command = new ArrayList<>(
                List.of(protoc.toString(), "-I" + directory.resolve("proto"), "--descriptor_set_out=" + compiled));
        command.addAll(names);
        new Programs(List.of()).require(command);

        Map<String, FileDescriptorProto> originals = new HashMap<>();
        set.getFileList().forEach(file -> originals.put(file.getName(), file));
        FileDescriptorSet read = FileDescriptorSet.parseFrom(Files.readAllBytes(compiled));
        assertThat(read.getFileList())
                .extracting(FileDescriptorProto::getName)
                .containsExactlyInAnyOrderElementsOf(names);
        for (FileDescriptorProto file : read.getFileList()) {
            assertThat(comparable(file)).isEqualTo(comparable(Objects.requireNonNull(originals.get(file.getName()))));
        }
    }

    private static FileDescriptorProto comparable(FileDescriptorProto file) {
        return file.toBuilder().clearSourceCodeInfo().build();
    }

    /** Maven's copy is not executable. */
    private Path protoc() throws IOException {
        Path stored = Path.of(System.getProperty("dpg.test.protoc", "no protoc"));
        assumeThat(stored).as("the protoc of the build, for this system").isRegularFile();
        Path protoc = Files.copy(stored, directory.resolve("protoc"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(protoc.toFile().setExecutable(true)).isTrue();
        return protoc;
    }
}
