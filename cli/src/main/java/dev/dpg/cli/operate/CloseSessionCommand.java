package dev.dpg.cli.operate;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.CloseSessionRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg sessions close}: ends one stream. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        header = "Ends one stream, on whichever gateway it is.",
        description =
                "The client is told, the stream ends with OK, and a client of the SDK opens the next one by itself, at "
                        + "once or when --retry-after is over. Returns when the stream has ended.",
        footer = {
            "",
            "Examples:",
            "  dpg sessions close 5oGnNWyeRZm2Zl3cK0pQxA",
            "  dpg sessions close 5oGnNWyeRZm2Zl3cK0pQxA --retry-after 30s"
        })
public final class CloseSessionCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Parameters(paramLabel = "SESSION", description = "The id of the session, as dpg sessions lists it.")
    private String session = "";

    @Option(
            names = "--retry-after",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "The client should open its next stream after this: 30s, 2m; at most 1h. Default: at once.")
    private Duration retryAfter = Duration.ZERO;

    /** The command on a terminal. */
    CloseSessionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = gateway.connect()) {
            var unused = connection
                    .admin()
                    .closeSession(CloseSessionRequest.newBuilder()
                            .setSessionId(session)
                            .setRetryAfter(com.google.protobuf.Duration.newBuilder()
                                    .setSeconds(retryAfter.getSeconds())
                                    .setNanos(retryAfter.getNano()))
                            .build());
        }
        terminal.note("closed " + session);
        return ExitCode.OK.number();
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("sessions close", session, gateway.address());
    }
}
