package dev.dpg.cli.catalog;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ListProductsResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg products}: what there is to read. */
@Command(
        name = "products",
        mixinStandardHelpOptions = true,
        description = "Lists the data products that the gateway offers.",
        footer = {
            "",
            "Examples:",
            "  dpg products",
            "  dpg products --domain aviation",
            "  dpg products -o ndjson | jq -r .name"
        })
public final class ProductsCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--domain", paramLabel = "NAME", description = "Only the products of this domain.")
    private String domain = "";

    /** The command on a terminal. */
    public ProductsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Fields> products = new ArrayList<>();
        try (Connection connection = gateway.connect()) {
            String page = "";
            do {
                ListProductsResponse answer = connection
                        .catalog()
                        .listProducts(ListProductsRequest.newBuilder()
                                .setDomain(domain)
                                .setPageToken(page)
                                .build());
                answer.getProductsList().forEach(product -> products.add(ProductFields.brief(product)));
                page = answer.getNextPageToken();
            } while (!page.isEmpty());
        }
        new Answer(terminal, format.format()).list(ProductFields.BRIEF, products);
        if (format.format() == OutputFormat.table && terminal.traits().notesAreWatched()) {
            suggest(products);
        }
        return 0;
    }

    private void suggest(List<Fields> products) {
        if (products.isEmpty()) {
            terminal.note("No products" + (domain.isEmpty() ? "" : " in domain \"" + domain + "\"") + " yet.");
            terminal.suggest(List.of(domain.isEmpty() ? "apply --help" : "products"));
        } else {
            String name = products.get(0).cell("name");
            terminal.suggest(List.of("show " + name, "read " + name + " -n 3"));
        }
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("products", "", gateway.address());
    }
}
