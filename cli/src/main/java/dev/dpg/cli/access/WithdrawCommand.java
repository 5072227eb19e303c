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
import picocli.CommandLine.Parameters;

/** {@code dpg access withdraw}: takes a request back. */
@Command(
        name = "withdraw",
        preprocessor = IdArgument.class,
        mixinStandardHelpOptions = true,
        header = "Takes back a request for access of your own.",
        description =
                "Only while nobody has decided it. Access that was given is given up with dpg access revoke by who reads.",
        footer = {"", "Example:", "  dpg access withdraw 5oGnNWyeRZm2Zl3cK0pQxA"})
final class WithdrawCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "REQUEST", description = "The id of the request, as dpg access list shows it.")
    private String id = "";

    /** The command on a terminal. */
    WithdrawCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new Deciding(terminal, gateway, format).decide(id, Decision.DECISION_WITHDRAW, "");
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("access withdraw", id, gateway.address());
    }
}
