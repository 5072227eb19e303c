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
import dev.dpg.v1.AppliedProduct;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dpg apply}: publishes products from their documents. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        header = "Publishes data products from their documents.",
        description =
                "Reads ODPS (*.odps.yaml) for products and ODCS (*.odcs.yaml) for their ports' contracts. A product is "
                        + "applied whole or not at all; applying it again changes nothing. Exit code 6 where findings block.",
        footer = {
            "",
            "Examples:",
            "  dpg apply products/                                 everything in a directory",
            "  dpg apply orders.odps.yaml orders.odcs.yaml         one product",
            "  dpg apply products/ -o json | jq '.findings[]'      findings for a script"
        })
public final class ApplyCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;
    private final List<Fields> applied = new ArrayList<>();
    private final List<Fields> findings = new ArrayList<>();
    private boolean blocked;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Documents, or directories that hold them.")
    private List<Path> paths = List.of();

    /** The command on a terminal. */
    public ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DocumentFiles files = DocumentFiles.read(paths);
        ApplyRequests requests = ApplyRequests.of(files.products(), files.contracts());
        try (Connection connection = gateway.connect()) {
            requests.requests().forEach(request -> apply(connection, request));
        }
        requests.unclaimed()
                .forEach(file -> terminal.note(file + ": no port of these products names this contract; left out"));
        new Answer(terminal, format.format())
                .one(new Fields().withEntries("products", applied).withEntries("findings", findings));
        if (blocked) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "nothing of a product with blocking findings was published",
                    attempt().command());
        }
        return 0;
    }

    private void apply(Connection connection, ApplyProductRequest request) {
        ApplyProductResponse answer;
        try {
            answer = connection.products().applyProduct(request);
        } catch (StatusRuntimeException refused) {
            Refusal refusal = Refusal.of(refused).orElseThrow(() -> refused);
            if (refusal.violations().isEmpty()) {
                throw refused;
            }
            blocked = true;
            refusal.violations().forEach(violation -> findings.add(FindingFields.of(violation)));
            return;
        }
        answer.getProductsList().forEach(port -> applied.add(fields(port)));
        answer.getFindingsList().forEach(finding -> findings.add(FindingFields.of(finding)));
    }

    private static Fields fields(AppliedProduct port) {
        return new Fields()
                .with("name", port.getProduct().getName())
                .with("version", port.getProduct().getVersion())
                .with(
                        "outcome",
                        port.getOutcome().name().replace("OUTCOME_", "").toLowerCase(Locale.ROOT));
    }

    @Override
    public Refusal.Attempt attempt() {
        String files = String.join(" ", paths.stream().map(Path::toString).toList());
        return new Refusal.Attempt("apply", files, gateway.address());
    }
}
