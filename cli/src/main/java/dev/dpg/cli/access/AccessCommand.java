package dev.dpg.cli.access;

import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dpg access}: who may read what. Does nothing without one of its own commands. */
@Command(
        name = "access",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        header = "Asks for access to products, and decides about it.",
        description =
                "The domain that owns a product decides who reads it. Who wants to read asks; owners and stewards of the "
                        + "domain approve or deny, and may revoke what was given, which ends open streams at once.",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  dpg access request sales.orders --purpose \"holiday forecast\" --for 90d",
            "  dpg access watch                                    what waits for your decision, as it comes",
            "  dpg access approve REQUEST",
            "  dpg access explain sales.orders                     what you may read, and why",
            "  dpg access revoke GRANT --yes --reason \"the project is over\""
        })
public final class AccessCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandLine.Model.CommandSpec spec;

    private AccessCommand() {}

    /** The command with its own commands. */
    public static CommandLine line(Terminal terminal, Interrupts interrupts) {
        return new CommandLine(new AccessCommand())
                .addSubcommand(new RequestCommand(terminal, interrupts))
                .addSubcommand(new ListCommand(terminal))
                .addSubcommand(new GrantsCommand(terminal))
                .addSubcommand(new ApproveCommand(terminal))
                .addSubcommand(new DenyCommand(terminal))
                .addSubcommand(new WithdrawCommand(terminal))
                .addSubcommand(new RevokeCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new WatchRequestsCommand(terminal, interrupts));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command of access?");
    }
}
