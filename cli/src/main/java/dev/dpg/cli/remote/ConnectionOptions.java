package dev.dpg.cli.remote;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.client.DpgClient;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a gateway. */
public final class ConnectionOptions {
    private static final String CLIENT_ID = "dpg-cli";
    private static final String CLIENT_ID_VARIABLE = "DPG_CLIENT_ID";

    @Option(
            names = {"-a", "--address"},
            paramLabel = "HOST:PORT[,…]",
            description =
                    "The gateway, or several that offer the same. Default: DPG_ADDRESS, else the file ~/.config/dpg/config, else 127.0.0.1:7443.")
    private @Nullable String address;

    /**
     * Opens a connection; whether anybody answers is known with the first call.
     *
     * @throws CommandFailure where the address is not one
     */
    public Connection connect() {
        var builder = DpgClient.builder();
        if (System.getenv().getOrDefault(CLIENT_ID_VARIABLE, "").isBlank()) {
            builder.clientId(CLIENT_ID); // otherwise the SDK takes the variable's
        }
        if (address != null) {
            builder.address(address);
        }
        // Where nothing is logged, Netty would go on looking for a logging library, and find one that is slow to start.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        try {
            DpgClient client = builder.connect();
            address = String.join(",", client.addresses());
            return new Connection(client);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()), "products --help");
        }
    }

    /** A connection to one gateway whose address is known to be one. */
    public static Connection connectTo(String address) {
        return new Connection(
                DpgClient.builder().clientId(CLIENT_ID).address(address).connect());
    }

    /** Host and port, for messages; after {@link #connect()} also where they were not given. */
    public String address() {
        return address == null ? "the gateway" : address;
    }
}
