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
import dev.dpg.v1.AccessRequest;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg access list}: requests, and what became of them. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "Lists requests for access, newest first.",
        description =
                "Shows your own requests, those that you decide about as an owner or steward of the product's domain, and "
                        + "all if you operate the gateways.",
        footer = {
            "",
            "Examples:",
            "  dpg access list",
            "  dpg access list --state requested                   what waits for a decision",
            "  dpg access list --product sales.orders -o ndjson | jq -r .request"
        })
final class ListCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    /** Where a request stands, as typed. */
    enum StateName {
        /** Nobody, or not everybody who has to, has decided. */
        requested,
        /** There is a grant. */
        approved,
        /** Somebody said no. */
        rejected,
        /** Who asked took it back. */
        withdrawn,
        /** Nobody decided within 30 days. */
        lapsed
    }

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--product", paramLabel = "NAME", description = "Only requests for this product.")
    private String product = "";

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only requests in this state: ${COMPLETION-CANDIDATES}. Default: all.")
    private @Nullable StateName state;

    /** The command on a terminal. */
    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<AccessRequest> requests;
        try (Connection connection = gateway.connect()) {
            requests = AccessPages.requests(connection, product, state());
            if (requests.isEmpty()) {
                AccessPages.checkProduct(connection, product);
            }
        }
        new Answer(terminal, format.format())
                .list(
                        RequestFields.BRIEF,
                        requests.stream().map(RequestFields::brief).toList());
        if (requests.isEmpty()
                && format.format() == OutputFormat.table
                && terminal.traits().notesAreWatched()) {
            terminal.note("No requests that you may see" + (state == null ? "." : " are " + state + "."));
            terminal.suggest(List.of("access request --help"));
        }
        return ExitCode.OK.number();
    }

    private AccessRequest.State state() {
        return state == null
                ? AccessRequest.State.STATE_UNSPECIFIED
                : AccessRequest.State.valueOf("STATE_" + state.name().toUpperCase(Locale.ROOT));
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt(
                product.isEmpty() ? "access list" : "access list --product", product, gateway.address());
    }
}
