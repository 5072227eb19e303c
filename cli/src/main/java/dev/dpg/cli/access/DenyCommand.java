package dev.dpg.cli.access;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.DecideAccessRequest.Decision;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg access deny}: refuses what was asked for. */
@Command(
        name = "deny",
        preprocessor = IdArgument.class,
        mixinStandardHelpOptions = true,
        header = "Rejects a request for access.",
        description =
                "Who asked is told why. For owners and stewards of the product's domain. The request is over; access can be "
                        + "asked for anew.",
        footer = {
            "",
            "Example:",
            "  dpg access deny 5oGnNWyeRZm2Zl3cK0pQxA --reason \"ask for the amounts only, without names\""
        })
final class DenyCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "REQUEST", description = "The id of the request, as dpg access list shows it.")
    private String id = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, for who asked: one line of at most 1000 characters.")
    private String reason = "";

    /** The command on a terminal. */
    DenyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new Deciding(terminal, gateway, format).decide(id, Decision.DECISION_REJECT, reason);
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("access deny", id, gateway.address());
    }
}
