package dev.dpg.cli.remote;

import dev.dpg.cli.context.ContextFile;
import dev.dpg.cli.context.GatewayContext;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.client.DpgClient;
import dev.dpg.client.DpgClientBuilder;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a gateway. They win over the environment, and that over the current context. */
public final class ConnectionOptions {
    private static final String CLIENT_ID = "dpg-cli";

    @Option(
            names = {"-a", "--address"},
            paramLabel = "HOST:PORT[,…]",
            description =
                    "The gateway, or several that offer the same. Default: DPG_ADDRESS, else the context's, else the file ~/.config/dpg/config, else 127.0.0.1:7443.")
    private @Nullable String address;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "The context to use (dpg ctx). Default: DPG_CONTEXT, else the current one.")
    private @Nullable String context;

    @Option(
            names = "--tls",
            negatable = true,
            description =
                    "Connect by TLS, or in the clear. Default: DPG_TLS, else the context's, else by TLS to other machines.")
    private @Nullable Boolean tls;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates of the authorities to trust, PEM. Default: DPG_CA, else the context's.")
    private @Nullable Path ca;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "Your certificate, PEM. Default: DPG_CERT, else the context's.")
    private @Nullable Path cert;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Its key, PEM (PKCS#8). Default: DPG_KEY, else the context's.")
    private @Nullable Path key;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A file with the token to send. Default: DPG_TOKEN_FILE, else the token in DPG_TOKEN, else the login of the context.")
    private @Nullable Path tokenFile;

    private Surroundings surroundings = Surroundings.ofProcess();

    /** Has the command run somewhere else. */
    public void in(Surroundings other) {
        surroundings = other;
    }

    /**
     * Opens a connection; whether anybody answers is known with the first call.
     *
     * @throws CommandFailure where the address is not one, or what is said of TLS and tokens does not go together
     */
    public Connection connect() {
        Reach reach = reach();
        Connection connection = connect(reach, reach.address());
        address = String.join(",", connection.client().addresses());
        return connection;
    }

    /** The same to one gateway of those that {@link #connect()} would go to. */
    public Connection connectTo(String one) {
        return connect(reach(), Optional.of(one));
    }

    /** Host and port, for messages; after {@link #connect()} also where they were not given. */
    public String address() {
        return address == null ? "the gateway" : address;
    }

    private Reach reach() {
        Optional<GatewayContext> chosen = ContextFile.read(surroundings).chosen(Optional.ofNullable(context));
        var said = new Reach.Said(address, tls, ca, cert, key, tokenFile);
        return new Reach(said, surroundings, chosen);
    }

    private Connection connect(Reach reach, Optional<String> where) {
        // Where nothing is logged, Netty would go on looking for a logging library, and find one that is slow to start.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        try {
            DpgClientBuilder builder = DpgClient.builder()
                    .clientId(surroundings.variable("DPG_CLIENT_ID").orElse(CLIENT_ID));
            where.ifPresent(builder::address);
            reach.secure(builder);
            return new Connection(builder.connect());
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()), "products --help");
        }
    }
}
