package dev.dpg.cli.data;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.ReadBuilder;
import dev.dpg.client.RecordCursor;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpg read}: a bounded part of a product. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        header = "Reads records of a product, up to now.",
        description =
                "Reads a product from a position to the head as it is now, or to an earlier bound, and stops. Each "
                        + "partition comes in order; partitions come interleaved. A record that cannot be decoded is shown with the "
                        + "reason, and the next one follows.",
        footer = {
            "",
            "Examples:",
            "  dpg read aviation.flights -n 3                                     the newest three",
            "  dpg read climate.daily_weather --from earliest -o ndjson | wc -l   everything, counted",
            "  dpg read aviation.flights --from 2001-03-31 --limit 10             from a day (UTC) on",
            "  dpg read aviation.flights --from p1.AbC… -o ndjson                 from where you stopped",
            "  dpg read aviation.flights -o ndjson | jq -r .value.origin          one field of each",
            "  dpg read aviation.flights --where 'value.delay_minutes > 60' --fields origin,delay_minutes"
        })
public final class ReadCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;

    @Mixin
    private final RecordOptions options = new RecordOptions();

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N records. Default: no limit.")
    private long limit;

    @Option(
            names = "--until",
            paramLabel = "BOUND",
            defaultValue = "head",
            description = "Where to stop: head (as it is when the read begins), a time, or a token. Default: head.")
    private String until = "head";

    /** The command on a terminal. */
    public ReadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--limit takes 0 (no limit) or more", "read --help");
        }
        try (Connection connection = gateway.connect()) {
            options.checkProduct(connection);
            RecordOutput output = RecordOutput.of(terminal, format.format(), options);
            OptionalInt newest = options.newest();
            if (newest.isPresent()) {
                NewestRecords.read(connection, options, newest.getAsInt()).write(output);
                output.end();
            } else {
                copy(bounded(connection), output);
            }
        }
        return 0;
    }

    private ReadBuilder bounded(Connection connection) {
        ReadBuilder read = options.read(connection)
                .onExpired(options.onExpired())
                .onGap(gap -> terminal.note("· " + gap))
                .limit(limit);
        options.from("read").ifPresent(read::from);
        if (until.toLowerCase(Locale.ROOT).equals("head")) {
            return read.untilHead();
        }
        if (Positions.isToken(until)) {
            return read.until(Positions.token(until, attempt().command()));
        }
        Optional<Instant> time = Positions.time(until);
        return read.until(time.orElseThrow(() -> Positions.notA(
                "bound", until, "head, a time (2001-03-31T22:27:00Z, or 2001-03-31), or a token (p1.…)", "read")));
    }

    private void copy(ReadBuilder read, RecordOutput output) {
        String position;
        try (RecordCursor records = read.open()) {
            for (DpgRecord record : records) {
                output.write(ShownRecords.of(record));
            }
            position = records.position().token();
        }
        output.end();
        if (format.format() == OutputFormat.table && terminal.traits().notesAreWatched()) {
            terminal.note("Continue:  " + terminal.command(attempt().command() + " --from " + position));
        }
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("read", options.product(), gateway.address(), options.where());
    }
}
