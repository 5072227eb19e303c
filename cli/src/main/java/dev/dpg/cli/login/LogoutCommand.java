package dev.dpg.cli.login;

import dev.dpg.cli.context.ContextFile;
import dev.dpg.cli.context.GatewayContext;
import dev.dpg.cli.context.LoginFile;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dpg logout}: forgets the tokens of a login. */
@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        header = "Forgets the login of the current context.",
        description =
                "Deletes the tokens here. The issuer is not told: what it gave stays valid until it expires or is revoked there.",
        footer = {"", "Examples:", "  dpg logout", "  dpg logout --context test"})
public final class LogoutCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Surroundings surroundings;

    @Option(names = "--context", paramLabel = "NAME", description = "Another context than the current one.")
    private @Nullable String context;

    /** The command on a terminal. */
    public LogoutCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Optional<GatewayContext> chosen = ContextFile.read(surroundings).chosen(Optional.ofNullable(context));
        boolean was =
                chosen.isPresent() && new LoginFile(surroundings, chosen.get().name()).delete();
        terminal.note(was ? "logged out of " + chosen.get().name() : "there was no login");
        return ExitCode.OK.number();
    }
}
