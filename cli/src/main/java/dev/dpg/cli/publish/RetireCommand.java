package dev.dpg.cli.publish;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.Product;
import dev.dpg.v1.RetireProductRequest;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dpg retire}: ends a major line. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        header = "Ends a product's major line.",
        description =
                "Its streams end, and who asks for it is told what follows. The topic is untouched. Refused where its end was "
                        + "not announced (dpg deprecate), and before the announced day while somebody reads it.",
        footer = {"", "Example:", "  dpg retire sales.orders.v1"})
public final class RetireCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Parameters(paramLabel = "NAME", description = "Pinned name of the product: domain.port.v1.")
    private String name = "";

    /** The command on a terminal. */
    public RetireCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Product product;
        try (Connection connection = gateway.connect()) {
            product = connection
                    .products()
                    .retireProduct(RetireProductRequest.newBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .setProduct(name)
                            .build())
                    .getProduct();
        }
        terminal.note(product.getName() + " is retired");
        return ExitCode.OK.number();
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("retire", name, gateway.address());
    }
}
