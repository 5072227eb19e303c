package dev.dpg.cli.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dpg.cli.publish.DocumentGroups.Group;
import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Ink;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Table;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.gateway.contract.DocumentLinks;
import dev.dpg.gateway.product.Document;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.GetProductResponse;
import dev.dpg.v1.PortPlan;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dpg diff}: documents against what is published. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        header = "Shows how documents differ from what is published.",
        description =
                "First what the changes mean for readers, with those that break them marked, then the documents line by "
                        + "line: - as they are published, + as they are here. What is not published yet is said to be new. Changes "
                        + "nothing.",
        footer = {
            "",
            "Examples:",
            "  dpg diff                            the documents of this directory",
            "  dpg diff products/ -o json          changes and lines for a script"
        })
public final class DiffCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;
    private final List<Fields> changes = new ArrayList<>();
    private final Map<String, List<String>> lines = new LinkedHashMap<>();

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final DocumentPaths documents = new DocumentPaths();

    /** The command on a terminal. */
    public DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = gateway.connect()) {
            documents.read(terminal, "diff").groups().forEach(group -> compare(connection, group));
        }
        if (format.format() == OutputFormat.table) {
            forPeople();
        } else {
            new Answer(terminal, format.format())
                    .one(new Fields().withEntries("changes", changes).withEntries("documents", documentFields()));
        }
        if (changes.isEmpty() && lines.isEmpty()) {
            terminal.note("No difference.");
        }
        return 0;
    }

    private void compare(Connection connection, Group group) {
        List<PortPlan> ports = new Plans(terminal, documents, List.of())
                .of(connection, group, true)
                .getPortsList();
        for (PortPlan port : ports) {
            port.getChangesList().forEach(change -> changes.add(PlanFields.change(port.getProduct(), change)));
            Optional<GetProductResponse> published =
                    port.getPublishedVersion().isEmpty() ? Optional.empty() : published(connection, port.getProduct());
            if (published.isEmpty()) {
                terminal.note(port.getProduct() + " is not published yet");
            } else {
                compare(published.get().getProductDocument(), Optional.of(group.product()));
                Document contract = document(published.get().getContractDocument());
                compare(published.get().getContractDocument(), sameContract(contract, group));
            }
        }
        if (ports.isEmpty()) {
            terminal.note(group.product().fileName() + ": its ports cannot be told; dpg lint says why");
        }
    }

    private static Optional<GetProductResponse> published(Connection connection, String name) {
        try {
            return Optional.of(connection
                    .catalog()
                    .getProduct(GetProductRequest.newBuilder().setName(name).build()));
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty(); // the first version of a new major line
            }
            throw refused;
        }
    }

    private static Optional<Document> sameContract(Document published, Group group) {
        Optional<String> id = DocumentLinks.idOf(published);
        return group.contracts().stream()
                .filter(contract ->
                        id.isPresent() && DocumentLinks.idOf(contract).equals(id))
                .findFirst();
    }

    private void compare(dev.dpg.v1.Document published, Optional<Document> here) {
        here.ifPresent(document -> {
            List<String> difference =
                    TextDiff.of(published.getContent().toStringUtf8(), new String(document.content(), UTF_8));
            if (!difference.isEmpty()) {
                lines.put(document.fileName(), difference);
            }
        });
    }

    private static Document document(dev.dpg.v1.Document message) {
        return new Document(message.getFileName(), message.getContent().toByteArray());
    }

    private List<Fields> documentFields() {
        return lines.entrySet().stream()
                .map(entry -> new Fields().with("file", entry.getKey()).withTexts("lines", entry.getValue()))
                .toList();
    }

    private void forPeople() {
        if (!changes.isEmpty()) {
            new Answer(terminal, OutputFormat.table).one(new Fields().withEntries("changes", changes));
        }
        boolean colours = terminal.traits().dataIsWatched() && terminal.traits().colours();
        lines.forEach((file, difference) -> {
            terminal.data().line("");
            terminal.data().line(Ink.BOLD.on(colours, "--- " + file + " (published)"));
            terminal.data().line(Ink.BOLD.on(colours, "+++ " + file));
            difference.forEach(line -> terminal.data().line(ink(line).on(colours, Table.oneLine(line))));
        });
        terminal.data().flush();
    }

    private static Ink ink(String line) {
        return switch (line.charAt(0)) {
            case '-' -> Ink.RED;
            case '+' -> Ink.GREEN;
            case '@' -> Ink.DIM;
            default -> Ink.PLAIN;
        };
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("diff", documents.typed(), gateway.address());
    }
}
