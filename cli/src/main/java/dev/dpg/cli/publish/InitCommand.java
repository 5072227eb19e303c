package dev.dpg.cli.publish;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.cli.terminal.Waiting;
import dev.dpg.gateway.product.PortName;
import dev.dpg.v1.DraftProductRequest;
import dev.dpg.v1.DraftProductResponse;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg init}: first documents for a topic that is there. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        header = "Drafts the documents of a data product from a topic.",
        description =
                "Has the gateway look at the newest records of a topic and writes what it makes of them: an ODPS document "
                        + "for the product and an ODCS document for its contract, with format, properties, key and suspected personal "
                        + "data. Publishes nothing. What only people know is marked in the documents with \"Decide\".",
        footer = {
            "",
            "Examples:",
            "  dpg init sales.orders --from-topic sales.orders",
            "  dpg init sales.orders --from-topic sales.orders.v2 --cluster eu --dir products/ \\",
            "      --owner 'Order Management' --support orders@example.com",
            "Then: dpg lint, dpg plan, dpg apply"
        })
public final class InitCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "NAME", description = "The name that the product shall have: domain.port.")
    private String name = "";

    @Option(names = "--from-topic", paramLabel = "TOPIC", required = true, description = "The topic to look at.")
    private String topic = "";

    @Option(
            names = "--cluster",
            paramLabel = "CLUSTER",
            description = "The topic's cluster, as the gateway calls it. Default: the domain's first.")
    private String cluster = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where documents are written. Default: the current directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Newest records to look at, at most 10000. Default: 1000.")
    private int sample;

    @Option(names = "--force", description = "Write over documents that are there.")
    private boolean force;

    @Option(
            names = "--owner",
            paramLabel = "TEAM",
            description = "The team that answers for it. Default: the domain's owner.")
    private String owner = "";

    @Option(
            names = "--support",
            paramLabel = "ADDRESS",
            description = "Where questions go: an e-mail address or a URL.")
    private String support = "";

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Its name for people. Default: made of the port's name.")
    private String title = "";

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private String description = "";

    /** The command on a terminal. */
    public InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (PortName.parse(name).filter(parsed -> parsed.major().isEmpty()).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "\"" + name + "\" is not the name of a product: domain.port, each of small letters, digits and _",
                    "init --help");
        }
        Path product = directory.resolve(name + ".odps.yaml");
        Path contract = directory.resolve(name + ".odcs.yaml");
        refuseToOverwrite(product, contract);
        DraftProductResponse draft;
        try (Connection connection = gateway.connect()) {
            draft = Waiting.on(
                    terminal,
                    "sampling " + topic,
                    () -> connection.productsAtWork().draftProduct(request()));
        }
        write(product, draft.getProduct().getContent().toByteArray());
        write(contract, draft.getContract().getContent().toByteArray());
        new Answer(terminal, format.format())
                .one(new Fields()
                        .with("product", product.toString())
                        .with("contract", contract.toString())
                        .with("sampled_records", draft.getSampledRecords())
                        .withEntries(
                                "notes",
                                draft.getNotesList().stream()
                                        .map(note -> new Fields().with("note", note))
                                        .toList()));
        terminal.suggest(List.of("lint " + product + " " + contract, "plan " + product + " " + contract));
        return 0;
    }

    private DraftProductRequest request() {
        return DraftProductRequest.newBuilder()
                .setProduct(name)
                .setTopic(topic)
                .setCluster(cluster)
                .setSampleRecords(sample)
                .setOwner(owner)
                .setSupport(support)
                .setTitle(title)
                .setDescription(description)
                .build();
    }

    /** Before anything is asked or written, so that there are both documents or none. */
    private void refuseToOverwrite(Path... files) {
        if (force) {
            return;
        }
        Stream.of(files).filter(Files::exists).findFirst().ifPresent(file -> {
            throw isThere(file);
        });
    }

    private CommandFailure isThere(Path file) {
        return new CommandFailure(
                ExitCode.USAGE,
                file + " is there already; --force writes over it, --dir writes elsewhere",
                "init " + name + " --from-topic " + topic + " --force");
    }

    private void write(Path file, byte[] content) {
        OpenOption[] how = force
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(file, content, how);
        } catch (FileAlreadyExistsException meanwhile) {
            throw isThere(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "cannot write " + file + ": " + e, "init --help");
        }
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("init", name, gateway.address());
    }
}
