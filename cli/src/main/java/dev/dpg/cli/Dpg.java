package dev.dpg.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dpg.cli.access.AccessCommand;
import dev.dpg.cli.catalog.ProductsCommand;
import dev.dpg.cli.catalog.ShowCommand;
import dev.dpg.cli.catalog.WatchCommand;
import dev.dpg.cli.context.CtxCommand;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.data.ReadCommand;
import dev.dpg.cli.data.TailCommand;
import dev.dpg.cli.dev.DevCommand;
import dev.dpg.cli.login.LoginCommand;
import dev.dpg.cli.login.LogoutCommand;
import dev.dpg.cli.login.Pauses;
import dev.dpg.cli.operate.DoctorCommand;
import dev.dpg.cli.operate.DrainCommand;
import dev.dpg.cli.operate.SessionsCommand;
import dev.dpg.cli.publish.ApplyCommand;
import dev.dpg.cli.publish.DeprecateCommand;
import dev.dpg.cli.publish.DiffCommand;
import dev.dpg.cli.publish.InitCommand;
import dev.dpg.cli.publish.LintCommand;
import dev.dpg.cli.publish.PlanCommand;
import dev.dpg.cli.publish.RetireCommand;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.serve.ServeCommand;
import dev.dpg.cli.stubs.StubsCommand;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The command and its parts. */
public final class Dpg {
    private static final int HELP_COLUMNS = 110;

    private final Terminal terminal;
    private final Surroundings surroundings;
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    /** The command on a terminal, of a process that may be interrupted, with its variables and the user's files. */
    public Dpg(Terminal terminal, Interrupts interrupts, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        commands.put("dev", () -> new DevCommand(terminal, interrupts));
        commands.put("serve", () -> new ServeCommand(terminal, interrupts));
        commands.put("products", () -> new ProductsCommand(terminal));
        commands.put("show", () -> new ShowCommand(terminal));
        commands.put("read", () -> new ReadCommand(terminal));
        commands.put("tail", () -> new TailCommand(terminal, interrupts));
        commands.put("init", () -> new InitCommand(terminal));
        commands.put("lint", () -> new LintCommand(terminal));
        commands.put("plan", () -> new PlanCommand(terminal));
        commands.put("diff", () -> new DiffCommand(terminal));
        commands.put("apply", () -> new ApplyCommand(terminal));
        commands.put("deprecate", () -> new DeprecateCommand(terminal));
        commands.put("retire", () -> new RetireCommand(terminal));
        commands.put("watch", () -> new WatchCommand(terminal));
        commands.put("stubs", () -> new StubsCommand(terminal, System.getenv()));
        commands.put("access", () -> AccessCommand.line(terminal, interrupts));
        commands.put("sessions", () -> SessionsCommand.line(terminal, interrupts));
        commands.put("drain", () -> new DrainCommand(terminal, interrupts));
        commands.put("ctx", () -> CtxCommand.line(terminal, surroundings));
        commands.put("login", () -> new LoginCommand(terminal, surroundings, Pauses.REAL));
        commands.put("logout", () -> new LogoutCommand(terminal, surroundings));
        commands.put("doctor", () -> new DoctorCommand(terminal));
        commands.put("faults", FaultsCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("soak", SoakCommand::new);
        commands.put("version", () -> new VersionCommand(terminal));
    }

    /** Runs one command line and returns the exit code; writes what it has to say to the terminal. */
    public int run(String... arguments) {
        return commandLine(arguments).execute(arguments);
    }

    private CommandLine commandLine(String... arguments) {
        var failures = new Failures(terminal);
        var line = new CommandLine(new Root());
        addCommands(line, arguments);
        line.getSubcommands().values().forEach(this::surround);
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.traits().colours() && terminal.traits().dataIsWatched() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(HELP_COLUMNS)
                .setOut(terminal.data().writer())
                .setErr(new PrintWriter(terminal.notes(), true, UTF_8))
                .setParameterExceptionHandler(failures::wrongArguments)
                .setExecutionExceptionHandler(failures::failed)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Commands that talk to gateways look around where this one runs. */
    private void surround(CommandLine command) {
        command.getCommandSpec().mixins().values().forEach(mixin -> {
            if (mixin.userObject() instanceof ConnectionOptions options) {
                options.in(surroundings);
            }
        });
        command.getSubcommands().values().forEach(this::surround);
    }

    /** Those that this command line may need: looking into them all would be a third of the time of a short one. */
    private void addCommands(CommandLine line, String... arguments) {
        Supplier<Object> only = arguments.length == 0 ? null : commands.get(arguments[0]);
        if (only != null) {
            line.addSubcommand(only.get());
            return;
        }
        commands.values().forEach(command -> line.addSubcommand(command.get()));
        line.addSubcommand(new CommandLine(new GenerateCompletion()).setCommandName("completion"));
    }

    /** {@code dpg} without a command: says what there is. */
    @Command(
            name = "dpg",
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            versionProvider = VersionCommand.class,
            description = {"The data product gateway: every domain's data, through one API.", ""},
            commandListHeading = "%nCommands:%n",
            footer = {
                "",
                "Start here:",
                "  dpg dev                                 a gateway with sample products, on this machine",
                "  dpg products                            what there is to read",
                "  dpg read aviation.flights -n 3          the newest three records",
                "  dpg init sales.orders --from-topic sales.orders     a product of a topic that you have",
                "  dpg ctx set NAME --address HOST:PORT    a gateway elsewhere, for all commands; then dpg login",
                "  dpg COMMAND --help                      options and examples of a command",
                "",
                "Exit codes: 0 ok, 1 error, 2 usage, 3 not found, 4 denied, 5 unavailable, 6 a check failed,",
                "130 interrupted. Data goes to standard output, everything else to standard error."
            })
    static final class Root implements Runnable {
        @CommandLine.Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
        }
    }
}
