package dev.dpg.cli.context;

import dev.dpg.cli.context.GatewayContext.Detail;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dpg ctx}: the gateways that this person works with. */
@Command(
        name = "ctx",
        mixinStandardHelpOptions = true,
        header = "Lists the contexts: gateways by name, and how to reach them.",
        description =
                "All commands use the current context where the command line and the environment do not say otherwise: options "
                        + "win over the environment, the environment over the context. What a context says of TLS and logins is used for its "
                        + "own address only. Kept in $XDG_CONFIG_HOME/dpg/contexts, by default ~/.config/dpg/contexts.",
        footer = {
            "",
            "Examples:",
            "  dpg ctx set prod --address gateway.example:7443 --issuer https://login.example --client-id dpg",
            "  dpg ctx set test --address 10.0.0.7:7443 --ca ca.pem --cert me.crt --key me.key",
            "  dpg ctx use prod",
            "  dpg ctx delete test"
        })
public final class CtxCommand implements Callable<Integer> {
    private static final String CURRENT = "current";

    private final Terminal terminal;
    private final Surroundings surroundings;

    @Mixin
    private final FormatOption format = new FormatOption();

    private CtxCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    /** The command with its own commands. */
    public static CommandLine line(Terminal terminal, Surroundings surroundings) {
        return new CommandLine(new CtxCommand(terminal, surroundings))
                .addSubcommand(new Use(terminal, surroundings))
                .addSubcommand(new SetContextCommand(terminal, surroundings))
                .addSubcommand(new Delete(terminal, surroundings));
    }

    @Override
    public Integer call() {
        ContextFile file = ContextFile.read(surroundings);
        List<String> names = new ArrayList<>(List.of("name", CURRENT));
        for (Detail key : Detail.values()) {
            names.add(key.text());
        }
        new Answer(terminal, format.format())
                .list(
                        names,
                        file.all().stream()
                                .map(context -> fields(file, context))
                                .toList());
        if (file.all().isEmpty()
                && format.format() == OutputFormat.table
                && terminal.traits().notesAreWatched()) {
            terminal.note("No contexts yet.");
            terminal.suggest(List.of("ctx set NAME --address HOST:PORT"));
        }
        return ExitCode.OK.number();
    }

    private static Fields fields(ContextFile file, GatewayContext context) {
        Fields fields = new Fields().with("name", context.name()).with(CURRENT, file.isCurrent(context));
        for (Detail key : Detail.values()) {
            fields.with(key.text(), context.value(key).orElse(""));
        }
        return fields;
    }

    /** {@code dpg ctx use}. */
    @Command(name = "use", mixinStandardHelpOptions = true, header = "Makes a context the current one.")
    static final class Use implements Callable<Integer> {
        private final Terminal terminal;
        private final Surroundings surroundings;

        @Parameters(paramLabel = "NAME", description = "Its name.")
        private String name = "";

        Use(Terminal terminal, Surroundings surroundings) {
            this.terminal = terminal;
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            ContextFile.read(surroundings).use(name);
            terminal.note("using " + name);
            return ExitCode.OK.number();
        }
    }

    /** {@code dpg ctx delete}. */
    @Command(name = "delete", mixinStandardHelpOptions = true, header = "Forgets a context, and its login.")
    static final class Delete implements Callable<Integer> {
        private final Terminal terminal;
        private final Surroundings surroundings;

        @Parameters(paramLabel = "NAME", description = "Its name.")
        private String name = "";

        Delete(Terminal terminal, Surroundings surroundings) {
            this.terminal = terminal;
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            ContextFile.read(surroundings).delete(name);
            new LoginFile(surroundings, name).delete();
            terminal.note("deleted " + name);
            return ExitCode.OK.number();
        }
    }
}
