package dev.dpg.cli.publish;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg plan}: what apply would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        header = "Shows what applying documents would do, without doing it.",
        description =
                "All findings, the changes against what is published and which of them break readers, who reads now what "
                        + "would change, how the newest records keep the contract, and the version to use. Changes nothing. Exit code "
                        + "6 where apply would refuse.",
        footer = {
            "",
            "Examples:",
            "  dpg plan products/                  everything in a directory",
            "  dpg plan --skip-sample              without a look at records, which is quicker",
            "  dpg plan -o json | jq '.changes[] | select(.breaks != \"\")'"
        })
public final class PlanCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final DocumentPaths documents = new DocumentPaths();

    @Option(
            names = "--skip-sample",
            description = "Leave the newest records alone; the plan says nothing of quality then.")
    private boolean skipSample;

    @Option(
            names = "--confirm-removal",
            paramLabel = "PATH",
            split = ",",
            description = "A property that may be removed within its major line, as for dpg apply.")
    private List<String> confirmedRemovals = List.of();

    /** The command on a terminal. */
    public PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = gateway.connect()) {
            new Plans(terminal, documents, confirmedRemovals).show(connection, "plan", format, skipSample);
        }
        return 0;
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("plan", documents.typed(), gateway.address());
    }
}
