package dev.dpg.cli.stubs;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has stubs made by protoc and its plugins, from descriptors: no text is in between. */
final class Protoc {
    private static final String PYTHON = "python3";
    private static final String GRPC_TOOLS = "grpc_tools.protoc";

    private final Programs programs;
    private final FileDescriptorSet set;
    private final String retry;

    /**
     * @param retry what to type where something is missing here, without the language
     */
    Protoc(Programs programs, FileDescriptorSet set, String retry) {
        this.programs = programs;
        this.set = set;
        this.retry = retry;
    }

    /** Messages, services and their types, as modules named like the files. */
    void python(StubFiles out) {
        List<String> protoc = grpcTools();
        if (protoc.isEmpty()) {
            throw missing("the Python package grpcio-tools", " pip install grpcio-tools");
        }
        String directory = out.made().toString();
        run(
                protoc,
                PythonComments.escaped(set),
                List.of("--python_out=" + directory, "--pyi_out=" + directory, "--grpc_python_out=" + directory));
    }

    /** Packages below a module or a package of it. */
    void go(StubFiles out, String module) {
        String messages = plugin("protoc-gen-go", " go install google.golang.org/protobuf/cmd/protoc-gen-go@latest");
        String services =
                plugin("protoc-gen-go-grpc", " go install google.golang.org/grpc/cmd/protoc-gen-go-grpc@latest");
        List<String> protoc = protoc();
        String directory = out.made().toString();
        List<String> options = new ArrayList<>(List.of(messages, services));
        for (String kind : List.of("go", "go-grpc")) {
            options.add("--" + kind + "_out=" + directory);
            options.add("--" + kind + "_opt=module=" + module);
            for (FileDescriptorProto file : StubFiles.ownFiles(set)) {
                options.add("--" + kind + "_opt=M" + file.getName() + "=" + goPackage(module, file));
            }
        }
        run(protoc, set, options);
    }

    /** Classes in the packages of the files, and those of grpc-java. */
    void java(StubFiles out) {
        String services = plugin("protoc-gen-grpc-java", " apt-get install protobuf-compiler-grpc-java-plugin");
        String directory = out.made().toString();
        run(protoc(), set, List.of(services, "--java_out=" + directory, "--grpc-java_out=" + directory));
    }

    /** Its import path, and after the semicolon its name: that of the version alone would be one name for all. */
    private static String goPackage(String module, FileDescriptorProto file) {
        String[] parts = file.getPackage().split("\\.", -1);
        String name = parts.length < 2 ? parts[0] : parts[parts.length - 2] + parts[parts.length - 1];
        return module + "/" + String.join("/", parts) + ";" + name.replace("_", "");
    }

    private String plugin(String name, String install) {
        Path file = programs.find(name).orElseThrow(() -> missing(name, install));
        return "--plugin=" + name + "=" + file;
    }

    private List<String> protoc() {
        return programs.find("protoc")
                .map(file -> List.of(file.toString()))
                .or(() -> Optional.of(grpcTools()).filter(command -> !command.isEmpty()))
                .orElseThrow(() -> missing("protoc", " pip install grpcio-tools"));
    }

    /** protoc as the Python package brings it; empty where it is not installed. */
    private List<String> grpcTools() {
        return programs.find(PYTHON)
                .map(Path::toString)
                .filter(python -> programs.succeeds(List.of(python, "-c", "import grpc_tools.protoc")))
                .map(python -> List.of(python, "-m", GRPC_TOOLS))
                .orElse(List.of());
    }

    private void run(List<String> protoc, FileDescriptorSet described, List<String> options) {
        try {
            Path descriptors = Files.createTempFile("dpg-stubs-", ".binpb");
            try {
                Files.write(descriptors, described.toByteArray());
                List<String> command = new ArrayList<>(protoc);
                command.add("--descriptor_set_in=" + descriptors);
                command.addAll(options);
                StubFiles.ownFiles(set).forEach(file -> command.add(file.getName()));
                programs.require(command);
            } finally {
                Files.deleteIfExists(descriptors);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.ERROR, "cannot write a temporary file: " + e.getMessage(), "stubs --help");
        }
    }

    private CommandFailure missing(String what, String install) {
        return new CommandFailure(
                ExitCode.ERROR,
                what + " is not installed here, and these stubs are made with it; the files for any other protoc can be"
                        + " written without it",
                List.of(install, retry + " --lang proto"));
    }
}
