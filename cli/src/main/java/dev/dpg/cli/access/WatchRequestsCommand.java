package dev.dpg.cli.access;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CsvLine;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Table;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.v1.AccessRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg access watch}: what waits for a decision, as it comes. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        header = "Shows requests that wait for a decision, as they come.",
        description =
                "Shows those that wait, the oldest first, then every new one within 2 s, until Ctrl-C, each with the "
                        + "commands that decide it. As json and as ndjson each is a line.",
        footer = {
            "",
            "Examples:",
            "  dpg access watch",
            "  dpg access watch --product sales.orders",
            "  dpg access watch -o ndjson | jq -r .request"
        })
final class WatchRequestsCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;
    private final Interrupts interrupts;
    /** Those that were shown and still wait. */
    private final Set<String> shown = new HashSet<>();

    private boolean looked;

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--product", paramLabel = "NAME", description = "Only requests for this product.")
    private String product = "";

    /** The command on a terminal. */
    WatchRequestsCommand(Terminal terminal, Interrupts interrupts) {
        this.terminal = terminal;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Connection connection = gateway.connect()) {
            Optional<Integer> never = new Polling(terminal, interrupts).until(() -> look(connection), () -> {});
            return never.orElse(ExitCode.INTERRUPTED.number());
        }
    }

    /** Shows what is new; never finds an end. */
    private Optional<Integer> look(Connection connection) {
        List<AccessRequest> waiting =
                new ArrayList<>(AccessPages.requests(connection, product, AccessRequest.State.STATE_REQUESTED));
        Collections.reverse(waiting);
        if (!looked) {
            if (waiting.isEmpty()) {
                AccessPages.checkProduct(connection, product);
            }
            begin();
        }
        waiting.stream().filter(request -> !shown.contains(request.getId())).forEach(this::show);
        terminal.data().flush();
        if (!looked) {
            terminal.note("· " + (waiting.isEmpty() ? "nothing" : waiting.size()) + " to decide; waiting for more");
            looked = true;
        }
        shown.retainAll(waiting.stream().map(AccessRequest::getId).collect(Collectors.toSet()));
        return Optional.empty();
    }

    private void begin() {
        if (format.format() == OutputFormat.csv) {
            terminal.data().line(CsvLine.of(RequestFields.BRIEF));
        }
    }

    private void show(AccessRequest request) {
        shown.add(request.getId());
        Fields entry = RequestFields.brief(request);
        switch (format.format()) {
            case table -> terminal.data().line(line(entry));
            case json, ndjson -> terminal.data().line(entry.toString());
            case yaml -> new Answer(terminal, OutputFormat.yaml).list(RequestFields.BRIEF, List.of(entry));
            case csv ->
                terminal.data()
                        .line(CsvLine.of(
                                RequestFields.BRIEF.stream().map(entry::cell).toList()));
        }
        terminal.data().flush();
        if (format.format() == OutputFormat.table) {
            terminal.suggest(List.of(
                    "access approve " + request.getId(), "access deny " + request.getId() + " --reason \"...\""));
        }
    }

    /** What there is of each value, with its name where it does not say by itself what it is. */
    private static String line(Fields entry) {
        List<String> parts = new ArrayList<>();
        for (String name : RequestFields.BRIEF) {
            String cell = entry.cell(name);
            boolean speaks = name.equals("request") || name.equals("product");
            if (!cell.isEmpty() && !name.equals("state")) {
                parts.add(speaks ? cell : name.replace('_', ' ') + " " + cell);
            }
        }
        return Table.oneLine(String.join("  ", parts));
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt(
                product.isEmpty() ? "access watch" : "access watch --product", product, gateway.address());
    }
}
