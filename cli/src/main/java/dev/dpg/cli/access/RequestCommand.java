package dev.dpg.cli.access;

import dev.dpg.cli.operate.DurationText;
import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.AccessRequest;
import dev.dpg.v1.AccessTerms;
import dev.dpg.v1.RequestAccessRequest;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg access request}: asks for access to a product. */
@Command(
        name = "request",
        mixinStandardHelpOptions = true,
        header = "Asks for access to a product.",
        description =
                "Owners and stewards of the product's domain decide, or the domain's own rule does at once. Ask for no more "
                        + "than the purpose needs. With --wait it ends when it is decided: 0 approved, 4 not given.",
        footer = {
            "",
            "Examples:",
            "  dpg access request sales.orders --purpose \"holiday forecast\"",
            "  dpg access request sales.orders --purpose \"fraud checks\" --fields order_id,amount --for 30d --wait",
            "  dpg access request sales.orders --purpose \"billing in the north\" --rows \"value.region == 'north'\"",
            "  dpg access request sales.orders --purpose \"billing\" --principal application:billing"
        })
final class RequestCommand implements Callable<Integer>, Attempting {
    private static final String NEAREST = "nearest";

    private final Terminal terminal;
    private final Interrupts interrupts;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "PRODUCT", description = "Dotted name of the product: domain.port or domain.port.v1.")
    private String product = "";

    @Option(
            names = "--purpose",
            paramLabel = "TEXT",
            required = true,
            description = "What the data is for, in at most 200 characters; whoever decides reads it.")
    private String purpose = "";

    @Option(
            names = "--fields",
            paramLabel = "PATHS",
            split = ",",
            description = "Only these properties of the value, with commas between them. Default: all.")
    private List<String> fields = List.of();

    @Option(
            names = "--unmasked",
            paramLabel = "PATHS",
            split = ",",
            description = "These properties without their mask, with commas between them. Default: none.")
    private List<String> unmasked = List.of();

    @Option(
            names = "--rows",
            paramLabel = "EXPR",
            description = "Only records for which this CEL expression (cel.dev) is true. Default: all.")
    private String rows = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "How long, from the approval on: 12h, 90d; 1m to 3653d. Default: 90d.")
    private @Nullable Duration duration;

    @Option(
            names = "--principal",
            paramLabel = "WHO",
            description = "Who would read: application:NAME or person:NAME. Default: you.")
    private String principal = "";

    @Option(names = "--wait", description = "Wait until it is decided. Ctrl-C is safe: the request stays.")
    private boolean wait;

    /** The command on a terminal. */
    RequestCommand(Terminal terminal, Interrupts interrupts) {
        this.terminal = terminal;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = gateway.connect()) {
            AccessRequest asked = ask(connection);
            var outcome = new Outcome(asked);
            if (!wait || !outcome.isOpen()) {
                show(asked);
                terminal.note(outcome.sentence());
                terminal.suggest(outcome.nextForRequester());
                return ExitCode.OK.number();
            }
            terminal.note(outcome.sentence());
            terminal.note("· waiting for request " + asked.getId() + "; Ctrl-C is safe: the request stays");
            return decided(connection, asked);
        }
    }

    private AccessRequest ask(Connection connection) {
        var request = RequestAccessRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setPrincipal(principal)
                .setTerms(AccessTerms.newBuilder()
                        .setProduct(product)
                        .addAllFields(fields)
                        .addAllUnmaskedFields(unmasked)
                        .setRows(rows)
                        .setPurpose(purpose));
        if (duration != null) {
            request.setDuration(com.google.protobuf.Duration.newBuilder()
                    .setSeconds(duration.getSeconds())
                    .setNanos(duration.getNano()));
        }
        try {
            return connection.access().requestAccess(request.build()).getRequest();
        } catch (StatusRuntimeException refused) {
            throw refusal(refused);
        }
    }

    private RuntimeException refusal(StatusRuntimeException refused) {
        Optional<Refusal> told = Refusal.of(refused);
        String nearest = told.map(refusal -> refusal.metadata().get(NEAREST)).orElse(null);
        return nearest == null
                ? AccessRefusals.of(refused, List.of("access explain " + product, "access request --help"))
                : new CommandFailure(
                        ExitCode.NOT_FOUND, told.orElseThrow().message(), List.of(typed(nearest), "products"));
    }

    /** The whole command, for another product. */
    private String typed(String other) {
        List<String> words = new ArrayList<>(List.of("access request", other, "--purpose", AccessText.word(purpose)));
        if (!fields.isEmpty()) {
            words.addAll(List.of("--fields", AccessText.word(String.join(",", fields))));
        }
        if (!unmasked.isEmpty()) {
            words.addAll(List.of("--unmasked", AccessText.word(String.join(",", unmasked))));
        }
        if (!rows.isEmpty()) {
            words.addAll(List.of("--rows", AccessText.word(rows)));
        }
        if (duration != null) {
            words.addAll(List.of("--for", DurationText.typed(duration)));
        }
        if (!principal.isEmpty()) {
            words.addAll(List.of("--principal", AccessText.word(principal)));
        }
        if (wait) {
            words.add("--wait");
        }
        return String.join(" ", words);
    }

    private int decided(Connection connection, AccessRequest asked) throws InterruptedException {
        String pinned = asked.getTerms().getProduct();
        String look = "access list --product " + pinned;
        Optional<AccessRequest> decided = new Polling(terminal, interrupts)
                .until(
                        () -> AccessPages.request(connection, pinned, asked.getId())
                                .filter(request -> !new Outcome(request).isOpen()),
                        () -> terminal.note("The request stays. See what becomes of it:  " + terminal.command(look)));
        if (decided.isEmpty()) {
            return ExitCode.INTERRUPTED.number();
        }
        AccessRequest request = decided.get();
        var outcome = new Outcome(request);
        show(request);
        if (request.getState() != AccessRequest.State.STATE_APPROVED) {
            throw new CommandFailure(ExitCode.DENIED, outcome.sentence(), outcome.nextForRequester());
        }
        terminal.note(outcome.sentence());
        terminal.suggest(outcome.nextForRequester());
        return ExitCode.OK.number();
    }

    private void show(AccessRequest request) {
        new Answer(terminal, format.format()).one(RequestFields.whole(request));
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("access request", product, gateway.address(), rows);
    }
}
