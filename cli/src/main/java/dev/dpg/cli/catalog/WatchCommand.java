package dev.dpg.cli.catalog;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Table;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.Product;
import dev.dpg.v1.WatchProductsRequest;
import dev.dpg.v1.WatchProductsResponse;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg watch}: what becomes of products, as it happens. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        header = "Follows the catalogue: what there is, then every change.",
        description =
                "A line for each product that is there, then one for each that is published, deprecated or retired, on "
                        + "whatever gateway, until Ctrl-C.",
        footer = {"", "Examples:", "  dpg watch", "  dpg watch --domain aviation", "  dpg watch --json | jq -r .name"})
public final class WatchCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Option(names = "--domain", paramLabel = "NAME", description = "Only the products of this domain.")
    private String domain = "";

    @Option(names = "--json", description = "Write each event as a line of JSON.")
    private boolean json;

    private int products;

    /** The command on a terminal. */
    public WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = gateway.connect()) {
            Iterator<WatchProductsResponse> events = connection
                    .watching()
                    .watchProducts(
                            WatchProductsRequest.newBuilder().setDomain(domain).build());
            while (events.hasNext()) {
                show(events.next());
            }
        }
        return ExitCode.OK.number();
    }

    private void show(WatchProductsResponse event) {
        switch (event.getKind()) {
            case KIND_PRODUCT -> {
                products++;
                terminal.data()
                        .line(json ? ProductFields.brief(event.getProduct()).toString() : line(event.getProduct()));
            }
            case KIND_SYNCED -> terminal.note("· " + products + " products are there; waiting for changes");
            case KIND_HEARTBEAT, KIND_UNSPECIFIED, UNRECOGNIZED -> {}
        }
        terminal.data().flush();
    }

    private static String line(Product product) {
        String state = product.getState().name().replace("LIFECYCLE_STATE_", "").toLowerCase(Locale.ROOT);
        return Table.oneLine(
                product.getName() + "  " + product.getVersion() + "  " + state + "  " + product.getTitle());
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("watch", "", gateway.address());
    }
}
