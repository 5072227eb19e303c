package dev.dpg.cli.access;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.Grant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg access grants}: who may read what. */
@Command(
        name = "grants",
        mixinStandardHelpOptions = true,
        header = "Lists access that was given, newest first.",
        description =
                "Shows your own grants, those of the products of your domain as its owner or steward, and all if you "
                        + "operate the gateways. Members of a domain read its products without a grant.",
        footer = {
            "",
            "Examples:",
            "  dpg access grants --product sales.orders",
            "  dpg access grants --principal application:billing --ended",
            "  dpg access grants -o csv > grants.csv"
        })
final class GrantsCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--product", paramLabel = "NAME", description = "Only grants for this product.")
    private String product = "";

    @Option(
            names = "--principal",
            paramLabel = "WHO",
            description = "Only grants of this principal: application:NAME or person:NAME.")
    private String principal = "";

    @Option(names = "--ended", description = "Also those that are over: expired or revoked.")
    private boolean ended;

    /** The command on a terminal. */
    GrantsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Grant> grants;
        try (Connection connection = gateway.connect()) {
            grants = AccessPages.grants(connection, product, principal, ended);
            if (grants.isEmpty()) {
                AccessPages.checkProduct(connection, product);
            }
        }
        new Answer(terminal, format.format())
                .list(GrantFields.NAMES, grants.stream().map(GrantFields::of).toList());
        if (grants.isEmpty()
                && format.format() == OutputFormat.table
                && terminal.traits().notesAreWatched()) {
            terminal.note("No grants that you may see.");
            terminal.suggest(List.of(ended ? "access list" : "access grants --ended"));
        }
        return ExitCode.OK.number();
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt(
                product.isEmpty() ? "access grants" : "access grants --product", product, gateway.address());
    }
}
