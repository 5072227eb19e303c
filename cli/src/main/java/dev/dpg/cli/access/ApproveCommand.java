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

/** {@code dpg access approve}: gives what was asked for. */
@Command(
        name = "approve",
        preprocessor = IdArgument.class,
        mixinStandardHelpOptions = true,
        header = "Approves a request for access.",
        description =
                "The access begins at once. For owners and stewards of the product's domain, but not for who asked or would "
                        + "read. Restricted properties without their mask take two people, the second one an owner.",
        footer = {
            "",
            "Examples:",
            "  dpg access approve 5oGnNWyeRZm2Zl3cK0pQxA",
            "  dpg access approve 5oGnNWyeRZm2Zl3cK0pQxA --reason \"as agreed in the review\""
        })
final class ApproveCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "REQUEST", description = "The id of the request, as dpg access list shows it.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for who reads the request later.")
    private String reason = "";

    /** The command on a terminal. */
    ApproveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new Deciding(terminal, gateway, format).decide(id, Decision.DECISION_APPROVE, reason);
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("access approve", id, gateway.address());
    }
}
