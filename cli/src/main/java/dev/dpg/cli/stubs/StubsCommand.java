package dev.dpg.cli.stubs;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.GetDescriptorSetRequest;
import dev.dpg.v1.GetDescriptorSetResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg stubs}: the typed services of products, for programs in any language. */
@Command(
        name = "stubs",
        mixinStandardHelpOptions = true,
        header = "Writes stubs of data products for a programming language.",
        description =
                "Writes code for their services and for messages with the fields of their contracts, made of the gateway's own "
                        + "descriptors.",
        footer = {
            "",
            "java needs protoc and protoc-gen-grpc-java; python the package grpcio-tools; go protoc-gen-go,",
            "protoc-gen-go-grpc and protoc or grpcio-tools. node, proto and descriptor need nothing.",
            "",
            "Examples:",
            "  dpg stubs aviation.flights --lang python --out stubs      stubs/aviation/flights/v1/flights_pb2.py …",
            "  dpg stubs aviation.flights climate.daily_weather --lang go --go-module example.com/app/stubs",
            "  dpg stubs aviation.flights --lang proto                   the files, for any other protoc"
        })
public final class StubsCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Parameters(paramLabel = "PRODUCT", arity = "1..64", description = "Dotted names of products, pinned or not.")
    private List<String> products = List.of();

    @Option(
            names = {"-l", "--lang"},
            paramLabel = "LANGUAGE",
            required = true,
            description = "What they are for: ${COMPLETION-CANDIDATES}.")
    private Language language = Language.proto;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to. Files that are there are replaced. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("stubs");

    @Option(
            names = "--go-module",
            paramLabel = "PATH",
            description = "Go: the import path of DIR. Default: ${DEFAULT-VALUE}.")
    private String goModule = "stubs";

    /**
     * The command on a terminal.
     *
     * @param environment tells where programs are
     */
    public StubsCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        GetDescriptorSetResponse answer;
        try (Connection connection = gateway.connect()) {
            answer = connection
                    .schemas()
                    .getDescriptorSet(GetDescriptorSetRequest.newBuilder()
                            .addAllProducts(products)
                            .build());
        }
        write(set(answer), new StubFiles(out));
        answer.getServicesList().forEach(service -> terminal.data().line(service));
        terminal.data().flush();
        terminal.note("written to " + out);
        return ExitCode.OK.number();
    }

    private void write(FileDescriptorSet set, StubFiles files) {
        var protoc = new Protoc(Programs.of(environment), set, "stubs " + String.join(" ", products));
        switch (language) {
            case java -> protoc.java(files);
            case python -> protoc.python(files);
            case go -> protoc.go(files, goModule);
            case node -> NodeStubs.write(set, files);
            case proto -> StubFiles.ownFiles(set).forEach(file -> files.write(file.getName(), ProtoText.of(file)));
            case descriptor -> files.write("descriptors.binpb", set.toByteArray());
        }
    }

    private FileDescriptorSet set(GetDescriptorSetResponse answer) {
        try {
            return FileDescriptorSet.parseFrom(answer.getDescriptorSet());
        } catch (InvalidProtocolBufferException e) {
            throw new CommandFailure(
                    ExitCode.ERROR, "what " + gateway.address() + " answers is no set of descriptors", "doctor");
        }
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("stubs", String.join(" ", products), gateway.address());
    }
}
