package dev.dpg.cli.data;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Connection;
import dev.dpg.cli.remote.ConnectionOptions;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.OutputClosedException;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.client.CloseReason;
import dev.dpg.client.Position;
import dev.dpg.client.Subscription;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dpg tail}: a product as it happens. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        header = "Follows a product as it happens.",
        description =
                "Shows records as they are published, history first where the start asks for it, and reconnects by itself "
                        + "from the exact position. Ctrl-C stops and prints the command that goes on from there.",
        footer = {
            "",
            "Examples:",
            "  dpg tail seismology.earthquakes                     from now on",
            "  dpg tail aviation.flights -n 10                     the newest ten first",
            "  dpg tail aviation.flights --from earliest           all history, then live",
            "  dpg tail aviation.flights -o ndjson | jq .value     for a program"
        })
public final class TailCommand implements Callable<Integer>, Attempting {
    private final Terminal terminal;
    private final Interrupts interrupts;

    @Mixin
    private final RecordOptions options = new RecordOptions();

    @Mixin
    private final ConnectionOptions gateway = new ConnectionOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    /** The command on a terminal. */
    public TailCommand(Terminal terminal, Interrupts interrupts) {
        this.terminal = terminal;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() {
        try (Connection connection = gateway.connect()) {
            options.checkProduct(connection);
            var tail = new Tail(terminal, RecordOutput.of(terminal, format.format(), options));
            Position start = start(connection, tail);
            Subscription subscription = options.subscribe(connection)
                    .from(start)
                    .concurrency(1)
                    .listener(tail)
                    .start(record -> tail.show(ShownRecords.of(record)));
            Runnable takeBack = interrupts.onInterrupt(() -> stop(subscription, tail));
            Object end = CompletableFuture.anyOf(subscription.closed(), tail.readerGone())
                    .join();
            takeBack.run();
            return exitCode(end);
        }
    }

    private Position start(Connection connection, Tail tail) {
        OptionalInt newest = options.newest();
        if (newest.isEmpty()) {
            return options.from("tail").orElse(Position.LATEST);
        }
        NewestRecords records = NewestRecords.read(connection, options, newest.getAsInt());
        tail.showHistory(records);
        return records.end();
    }

    private void stop(Subscription subscription, Tail tail) {
        subscription.close();
        tail.end();
        terminal.note("Continue:  "
                + terminal.command(attempt().command() + " --from "
                        + subscription.position().token()));
    }

    private static int exitCode(Object end) {
        if (end instanceof OutputClosedException closed) {
            throw closed;
        }
        if (end instanceof CloseReason.StreamFailed failed) {
            throw failed.cause();
        }
        if (end instanceof CloseReason.HandlerFailed failed) {
            if (failed.cause() instanceof OutputClosedException closed) {
                throw closed;
            }
            throw new IllegalStateException("a record could not be shown", failed.cause());
        }
        return ExitCode.INTERRUPTED.number();
    }

    @Override
    public Refusal.Attempt attempt() {
        return new Refusal.Attempt("tail", options.product(), gateway.address(), options.where());
    }
}
