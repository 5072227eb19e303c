package dev.dpg.cli.publish;

import dev.dpg.cli.publish.DocumentGroups.Group;
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
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg apply}: publishes products from their documents. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        header = "Publishes data products from their documents.",
        description =
                "Reads ODPS (*.odps.yaml) for products and ODCS (*.odcs.yaml) for their ports' contracts. A product is "
                        + "applied whole or not at all; applying it again changes nothing. Of several products each is applied "
                        + "that can be. Exit code 6 where one is refused.",
        footer = {
            "",
            "Examples:",
            "  dpg apply products/                                 everything in a directory",
            "  dpg apply orders.odps.yaml orders.odcs.yaml         one product",
            "  dpg apply products/ --dry-run                       the same as dpg plan products/",
            "  dpg apply --confirm-removal customer.fax            a property that nobody reads any more",
            "  dpg apply products/ -o json | jq '.findings[]'      findings for a script"
        })
public final class ApplyCommand implements Callable<Integer>, Attempting {
    /** Refusals of one product; the others may be applied all the same. */
    private static final Set<Status.Code> OF_ONE_PRODUCT =
            Set.of(Status.Code.INVALID_ARGUMENT, Status.Code.ALREADY_EXISTS, Status.Code.FAILED_PRECONDITION);

    private final Terminal terminal;
    private final List<Fields> applied = new ArrayList<>();
    private final List<Fields> findings = new ArrayList<>();
    private final List<Fields> refused = new ArrayList<>();

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final DocumentPaths documents = new DocumentPaths();

    @Option(names = "--dry-run", description = "Change nothing and show the plan instead, as dpg plan does.")
    private boolean dryRun;

    @Option(
            names = "--confirm-removal",
            paramLabel = "PATH",
            split = ",",
            description =
                    "A property that may be removed within its major line, because nobody reads it any more: its dotted "
                            + "path; may be given again, or several with commas. Refused all the same while somebody reads it.")
    private List<String> confirmedRemovals = List.of();

    /** The command on a terminal. */
    public ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = gateway.connect()) {
            if (dryRun) {
                new Plans(terminal, documents, confirmedRemovals).show(connection, "apply", format, false);
                return 0;
            }
            documents.read(terminal, "apply").groups().forEach(group -> apply(connection, group));
        } catch (StatusRuntimeException broken) {
            if (!applied.isEmpty() || !refused.isEmpty()) {
                answer(); // what is published is published
            }
            throw broken;
        }
        answer();
        if (!refused.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    summary() + ": nothing of a product that is refused was published",
                    List.of(documents.with("plan"), attempt().command()));
        }
        terminal.note(summary());
        return 0;
    }

    private void answer() {
        new Answer(terminal, format.format())
                .one(new Fields()
                        .withEntries("products", applied)
                        .withEntries("refused", refused)
                        .withEntries("findings", findings));
    }

    private String summary() {
        StringBuilder summary = new StringBuilder();
        for (String outcome : List.of("created", "updated", "unchanged")) {
            long count = applied.stream()
                    .filter(port -> port.cell("outcome").equals(outcome))
                    .count();
            summary.append(count > 0 ? count + " " + outcome + ", " : "");
        }
        return refused.isEmpty()
                ? summary.append("none refused").toString()
                : summary + Words.count(refused.size(), "product") + " refused";
    }

    private void apply(Connection connection, Group group) {
        ApplyProductRequest request = ApplyProductRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setProduct(group.productMessage())
                .addAllContracts(group.contractMessages())
                .addAllConfirmedRemovals(confirmedRemovals)
                .build();
        ApplyProductResponse answer;
        try {
            answer = connection.products().applyProduct(request);
        } catch (StatusRuntimeException refusal) {
            refuse(group, refusal);
            return;
        }
        answer.getProductsList().forEach(port -> applied.add(fields(port)));
        answer.getFindingsList().forEach(finding -> findings.add(FindingFields.of(finding)));
    }

    private void refuse(Group group, StatusRuntimeException status) {
        Refusal refusal = Refusal.of(status).orElseThrow(() -> status);
        if (refusal.reason().isEmpty() || !OF_ONE_PRODUCT.contains(refusal.code())) {
            throw status;
        }
        refused.add(new Fields()
                .with("refused", group.product().fileName())
                .with("reason", refusal.reason())
                .with("message", refusal.message()));
        refusal.violations().forEach(violation -> findings.add(FindingFields.of(violation)));
    }

    private static Fields fields(AppliedProduct port) {
        return new Fields()
                .with("name", port.getProduct().getName())
                .with("version", port.getProduct().getVersion())
                .with("outcome", Words.constant(port.getOutcome(), "OUTCOME"));
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("apply", documents.typed(), gateway.address());
    }
}
