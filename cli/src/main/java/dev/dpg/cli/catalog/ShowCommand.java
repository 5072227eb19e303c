package dev.dpg.cli.catalog;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.GetProductResponse;
import dev.dpg.v1.LifecycleState;
import dev.dpg.v1.Product;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dpg show}: one product, its fields, and how to read it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one data product: what it is, whose it is, its fields, and how to read it.",
        footer = {
            "",
            "Examples:",
            "  dpg show aviation.flights              the newest active major line",
            "  dpg show aviation.flights.v1           a pinned one",
            "  dpg show aviation.flights --contract   the contract as its domain wrote it"
        })
public final class ShowCommand implements Callable<Integer>, Attempting {
    private static final Set<LifecycleState> READABLE =
            Set.of(LifecycleState.LIFECYCLE_STATE_ACTIVE, LifecycleState.LIFECYCLE_STATE_DEPRECATED);

    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "NAME", description = "Dotted name of the product: domain.port or domain.port.v1.")
    private String name = "";

    @Option(names = "--contract", description = "Write the contract document (ODCS) instead, byte for byte.")
    private boolean contract;

    /** The command on a terminal. */
    public ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        GetProductResponse answer;
        try (Connection connection = gateway.connect()) {
            answer = connection
                    .catalog()
                    .getProduct(GetProductRequest.newBuilder().setName(name).build());
        }
        if (contract) {
            terminal.data().text(answer.getContractDocument().getContent().toStringUtf8());
            terminal.data().flush();
            return 0;
        }
        new Answer(terminal, format.format()).one(ProductFields.whole(answer.getProduct()));
        if (format.format() == OutputFormat.table
                && READABLE.contains(answer.getProduct().getState())) {
            howToRead(answer.getProduct());
        }
        return 0;
    }

    private void howToRead(Product product) {
        String pinned = product.getName();
        terminal.note("");
        terminal.suggest(List.of(
                "read " + pinned + " -n 3",
                "tail " + pinned,
                " grpcurl -plaintext -d '{\"start\":{\"last\":2},\"limit\":2}' " + gateway.address() + " "
                        + product.getService() + "/Read"));
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("show", name, gateway.address());
    }
}
