package dev.dpg.cli.operate;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.GatewayInstance;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.ListSessionsResponse;
import dev.dpg.v1.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg sessions}: who reads what on which gateway. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        header = "Lists the open streams of all gateways.",
        description =
                "Shows who reads which product on which gateway, how far behind, and since when. What other gateways "
                        + "than the one that answers carry is as they told it within the last seconds.",
        footer = {
            "",
            "Examples:",
            "  dpg sessions",
            "  dpg sessions --product aviation.flights --watch",
            "  dpg sessions --gateway 127.0.0.1:7443 -o ndjson | jq -r .session",
            "  dpg sessions close SESSION --retry-after 30s"
        })
public final class SessionsCommand implements Callable<Integer>, Attempting {
    private static final int PAGE_SIZE = 1000;
    private static final int WATCH_SECONDS = 2;
    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    private final Terminal terminal;
    private final Interrupts interrupts;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--product", paramLabel = "NAME", description = "Only streams of this product.")
    private String product = "";

    @Option(names = "--client-id", paramLabel = "ID", description = "Only streams of clients that call themselves so.")
    private String clientId = "";

    @Option(
            names = "--gateway",
            paramLabel = "ID|HOST:PORT",
            description = "Only streams on this gateway, by its id or by where it listens.")
    private String onGateway = "";

    @Option(names = "--watch", description = "Show them again every 2 s, until Ctrl-C.")
    private boolean watch;

    /** The command on a terminal. */
    public SessionsCommand(Terminal terminal, Interrupts interrupts) {
        this.terminal = terminal;
        this.interrupts = interrupts;
    }

    /** The command with its own commands. */
    public static CommandLine line(Terminal terminal, Interrupts interrupts) {
        return new CommandLine(new SessionsCommand(terminal, interrupts))
                .addSubcommand(new CloseSessionCommand(terminal));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = gateway.connect()) {
            if (!watch) {
                show(list(connection));
                return ExitCode.OK.number();
            }
            var stop = new CountDownLatch(1);
            Runnable takeBack = interrupts.onInterrupt(stop::countDown);
            do {
                List<Fields> sessions = list(connection);
                if (terminal.traits().dataIsWatched()) {
                    terminal.data().text(CLEAR_SCREEN);
                }
                show(sessions);
            } while (!stop.await(WATCH_SECONDS, TimeUnit.SECONDS));
            takeBack.run();
            return ExitCode.INTERRUPTED.number();
        }
    }

    private void show(List<Fields> sessions) {
        new Answer(terminal, format.format()).list(SessionFields.NAMES, sessions);
        if (sessions.isEmpty()
                && format.format() == OutputFormat.table
                && terminal.traits().notesAreWatched()) {
            terminal.note("No open streams.");
        }
    }

    private List<Fields> list(Connection connection) {
        var request = ListSessionsRequest.newBuilder()
                .setProduct(product)
                .setClientId(clientId)
                .setGatewayId(gatewayId(connection))
                .setPageSize(PAGE_SIZE);
        List<Session> sessions = new ArrayList<>();
        ListSessionsResponse answer;
        do {
            answer = connection.admin().listSessions(request.build());
            sessions.addAll(answer.getSessionsList());
            request.setPageToken(answer.getNextPageToken());
        } while (!answer.getNextPageToken().isEmpty());
        Map<String, String> addresses = SessionFields.addresses(answer.getGatewaysList());
        return sessions.stream()
                .map(session -> SessionFields.of(session, addresses))
                .toList();
    }

    /** The id of the gateway that was named, in either way. */
    private String gatewayId(Connection connection) {
        if (!onGateway.contains(":")) {
            return onGateway;
        }
        List<GatewayInstance> gateways = connection
                .admin()
                .listSessions(ListSessionsRequest.newBuilder().setPageSize(1).build())
                .getGatewaysList();
        return gateways.stream()
                .filter(known -> known.getAddress().equals(onGateway))
                .map(GatewayInstance::getGatewayId)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "no gateway listens on " + onGateway + "; there are "
                                + gateways.stream()
                                        .map(GatewayInstance::getAddress)
                                        .toList(),
                        "sessions"));
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("sessions", "", gateway.address());
    }
}
