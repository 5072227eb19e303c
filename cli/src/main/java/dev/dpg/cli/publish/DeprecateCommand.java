package dev.dpg.cli.publish;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.DeprecateProductRequest;
import dev.dpg.v1.Product;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg deprecate}: announces the end of a major line. */
@Command(
        name = "deprecate",
        mixinStandardHelpOptions = true,
        header = "Announces the end of a product's major line.",
        description =
                "Readers are told until when it is served and what follows it. It is served as before until dpg retire. Needs "
                        + "a successor or a reason, and a day no nearer than the notice of its contract.",
        footer = {
            "",
            "Examples:",
            "  dpg deprecate sales.orders.v1 --successor sales.orders.v2 --until 2027-01-31",
            "  dpg deprecate sales.orders.v1 --reason \"the shop closes\" --until 2027-01-31"
        })
public final class DeprecateCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Parameters(paramLabel = "NAME", description = "Pinned name of the product: domain.port.v1.")
    private String name = "";

    @Option(names = "--successor", paramLabel = "NAME", description = "Pinned name of what follows it.")
    private String successor = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for its readers.")
    private String reason = "";

    @Option(
            names = "--until",
            paramLabel = "DAY",
            required = true,
            description =
                    "It is served at least until this day begins: 2027-01-31 (UTC), or a time 2027-01-31T12:00:00Z.")
    private String until = "";

    /** The command on a terminal. */
    public DeprecateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant sunset = instant();
        Product product;
        try (Connection connection = gateway.connect()) {
            product = connection
                    .products()
                    .deprecateProduct(DeprecateProductRequest.newBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .setProduct(name)
                            .setSuccessor(successor)
                            .setReason(reason)
                            .setSunsetTime(com.google.protobuf.Timestamp.newBuilder()
                                    .setSeconds(sunset.getEpochSecond())
                                    .setNanos(sunset.getNano()))
                            .build())
                    .getProduct();
        }
        terminal.note(product.getName() + " is deprecated and served until " + sunset);
        terminal.suggest(List.of("sessions --product " + product.getName(), "retire " + product.getName()));
        return ExitCode.OK.number();
    }

    private Instant instant() {
        try {
            return until.contains("T")
                    ? Instant.parse(until)
                    : LocalDate.parse(until).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException none) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--until " + until + " is no day; it looks like 2027-01-31", "deprecate --help");
        }
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("deprecate", name, gateway.address());
    }
}
