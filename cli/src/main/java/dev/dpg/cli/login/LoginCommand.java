package dev.dpg.cli.login;

import dev.dpg.cli.context.ContextFile;
import dev.dpg.cli.context.GatewayContext;
import dev.dpg.cli.context.GatewayContext.Detail;
import dev.dpg.cli.context.LoginFile;
import dev.dpg.cli.context.LoginFile.Login;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dpg login}: says who this person is, once for all commands. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        header = "Logs in at the issuer of the current context.",
        description =
                "Shows an address and a code, to be entered in a browser on any device, and waits until that is done. Commands "
                        + "that talk to the context's gateway then send the token, and renew it by themselves. It is kept in "
                        + "$XDG_CONFIG_HOME/dpg/logins, by default ~/.config/dpg/logins, where only you can read it. Ends with 4 if the "
                        + "login is declined or nobody agrees in time, 5 if the issuer does not answer.",
        footer = {
            "",
            "Examples:",
            "  dpg ctx set prod --address gateway.example:7443 --issuer https://login.example --client-id dpg",
            "  dpg login",
            "  dpg login --context test"
        })
public final class LoginCommand implements Callable<Integer> {
    private static final String SCOPE_DEFAULT = "openid offline_access";

    private final Terminal terminal;
    private final Surroundings surroundings;
    private final Pauses pauses;

    @Option(names = "--context", paramLabel = "NAME", description = "Another context than the current one.")
    private @Nullable String context;

    /** The command on a terminal, by a clock. */
    public LoginCommand(Terminal terminal, Surroundings surroundings, Pauses pauses) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        this.pauses = pauses;
    }

    @Override
    public Integer call() throws InterruptedException {
        GatewayContext chosen = ContextFile.read(surroundings)
                .chosen(Optional.ofNullable(context))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "there is no current context; make one that names the gateway and its issuer",
                        "ctx set NAME --address HOST:PORT --issuer URL --client-id ID"));
        var client = new Login(
                required(chosen, Detail.ISSUER, "--issuer URL"),
                required(chosen, Detail.CLIENT_ID, "--client-id ID"),
                "",
                Optional.empty(),
                Optional.empty());
        try {
            Login login = new DeviceLogin(new Issuer(client.issuer()), client, pauses, terminal::note)
                    .login(chosen.value(Detail.SCOPE).orElse(SCOPE_DEFAULT));
            new LoginFile(surroundings, chosen.name()).write(login);
            terminal.note("logged in to " + chosen.name()
                    + (login.refreshToken().isPresent()
                            ? "; the login renews itself"
                            : login.expiresAt().map(end -> " until " + end).orElse("")));
            return ExitCode.OK.number();
        } catch (IOException away) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, String.valueOf(away.getMessage()), List.of("login", "ctx"));
        }
    }

    private static String required(GatewayContext context, Detail key, String option) {
        return context.value(key)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "the context " + context.name() + " does not say "
                                + (key == Detail.ISSUER
                                        ? "who issues its tokens"
                                        : "under which id its issuer knows this command"),
                        "ctx set " + context.name() + " " + option));
    }
}
