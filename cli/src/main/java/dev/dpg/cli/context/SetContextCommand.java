package dev.dpg.cli.context;

import dev.dpg.cli.context.GatewayContext.Detail;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg ctx set}: makes or changes a context. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        header = "Makes a context, or changes what is given; an empty value takes one away.",
        description = "The first context becomes the current one. With another issuer or client id its login ends.",
        footer = {
            "",
            "Examples:",
            "  dpg ctx set prod --address gateway.example:7443 --issuer https://login.example --client-id dpg",
            "  dpg ctx set prod --ca ''"
        })
final class SetContextCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "Its name: letters, digits, - and _.")
    private String name = "";

    @Option(
            names = {"-a", "--address"},
            paramLabel = "HOST:PORT[,…]",
            description = "The gateway, or several that offer the same. A new context needs it.")
    private @Nullable String address;

    @Option(
            names = "--tls",
            negatable = true,
            description = "By TLS, or in the clear, wherever it is. Default: by TLS to other machines.")
    private @Nullable Boolean tls;

    @Option(names = "--ca", paramLabel = "FILE", description = "Certificates of the authorities to trust, PEM.")
    private @Nullable String ca;

    @Option(names = "--cert", paramLabel = "FILE", description = "Your certificate, PEM.")
    private @Nullable String cert;

    @Option(names = "--key", paramLabel = "FILE", description = "Its key, PEM (PKCS#8).")
    private @Nullable String key;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "The OpenID Connect provider that dpg login asks; https, or on this machine.")
    private @Nullable String issuer;

    @Option(names = "--client-id", paramLabel = "ID", description = "Under which id the issuer knows this command.")
    private @Nullable String clientId;

    @Option(
            names = "--scope",
            paramLabel = "SCOPES",
            description = "What dpg login asks for. Default: openid offline_access.")
    private @Nullable String scope;

    SetContextCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ContextFile file = ContextFile.read(surroundings);
        GatewayContext before = file.has(name) ? file.get(name) : new GatewayContext(name, Map.of());
        GatewayContext after = before;
        after = with(after, Detail.ADDRESS, address);
        after = with(after, Detail.TLS, tls == null ? null : tls.toString());
        after = with(after, Detail.CA, path(ca));
        after = with(after, Detail.CERT, path(cert));
        after = with(after, Detail.KEY, path(key));
        after = with(after, Detail.ISSUER, issuer);
        after = with(after, Detail.CLIENT_ID, clientId);
        after = with(after, Detail.SCOPE, scope);
        check(after);
        file.put(after);
        if (!same(before, after, Detail.ISSUER) || !same(before, after, Detail.CLIENT_ID)) {
            new LoginFile(surroundings, name).delete();
        }
        terminal.note("set " + name + (ContextFile.read(surroundings).isCurrent(after) ? ", the current context" : ""));
        return ExitCode.OK.number();
    }

    private static void check(GatewayContext context) {
        if (context.value(Detail.ADDRESS).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "a context is of a gateway: give its address",
                    "ctx set " + context.name() + " --address HOST:PORT");
        }
        if (context.value(Detail.CERT).isPresent() != context.value(Detail.KEY).isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "a certificate and its key come together",
                    "ctx set " + context.name() + " --cert FILE --key FILE");
        }
        boolean inTheClear = context.value(Detail.TLS).equals(Optional.of("false"));
        if (inTheClear
                && (context.value(Detail.CA).isPresent()
                        || context.value(Detail.CERT).isPresent())) {
            throw new CommandFailure(
                    ExitCode.USAGE, "files for TLS are of no use without TLS", "ctx set " + context.name() + " --tls");
        }
    }

    private static GatewayContext with(GatewayContext context, Detail key, @Nullable String value) {
        return value == null ? context : context.with(key, value);
    }

    /** It is used from other directories too. */
    private static @Nullable String path(@Nullable String file) {
        return file == null || file.isBlank()
                ? file
                : Path.of(file).toAbsolutePath().normalize().toString();
    }

    private static boolean same(GatewayContext before, GatewayContext after, Detail key) {
        return before.value(key).equals(after.value(key));
    }
}
