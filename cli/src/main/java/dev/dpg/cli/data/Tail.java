package dev.dpg.cli.data;

import dev.dpg.cli.terminal.Ink;
import dev.dpg.cli.terminal.OutputClosedException;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.client.DpgException;
import dev.dpg.client.Gap;
import dev.dpg.client.Lag;
import dev.dpg.client.StandingPartition;
import dev.dpg.client.SubscriptionListener;
import dev.dpg.client.SubscriptionState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a followed product looks like: records as they come, states beside them. While there is history the output is
 * buffered; live, every record is seen at once. Records, states and the end come on different threads, one at a time.
 */
final class Tail implements SubscriptionListener {
    private final Terminal terminal;
    private final RecordOutput output;
    private final CompletableFuture<OutputClosedException> readerGone = new CompletableFuture<>();
    /** Guarded by this. */
    private SubscriptionState state = SubscriptionState.CONNECTING;

    Tail(Terminal terminal, RecordOutput output) {
        this.terminal = terminal;
        this.output = output;
    }

    /** Shows what was there before. */
    synchronized void showHistory(NewestRecords records) {
        records.write(output);
        output.flush();
    }

    synchronized void show(ShownRecord record) {
        output.write(record);
        if (state == SubscriptionState.LIVE) {
            output.flush();
        }
    }

    /** Completed when nobody reads the output any more and no record was there to find it out. */
    CompletableFuture<OutputClosedException> readerGone() {
        return readerGone;
    }

    /** No record follows. */
    synchronized void end() {
        output.end();
    }

    @Override
    public synchronized void stateChanged(SubscriptionState next, Optional<Lag> lag) {
        state = next;
        if (next == SubscriptionState.CLOSED) {
            return; // the command says why
        }
        try {
            output.flush();
        } catch (OutputClosedException closed) {
            readerGone.complete(closed); // what a listener throws, nobody hears
            return;
        }
        String behind = lag.filter(value -> value.records() > 0)
                .map(value -> ", " + value.records() + " records behind")
                .orElse("");
        note(next.name().toLowerCase(Locale.ROOT).replace('_', ' ') + behind);
    }

    @Override
    public void interrupted(DpgException cause, Duration retryIn) {
        note(cause.getMessage() + "; trying again in " + retryIn.toMillis() + " ms");
    }

    @Override
    public void gapReported(Gap gap) {
        note(gap.toString());
    }

    @Override
    public void standingReported(List<StandingPartition> standing) {
        note(
                standing.isEmpty()
                        ? "all partitions go on"
                        : "standing still: "
                                + String.join(
                                        ", ", standing.stream().map(Tail::text).toList()));
    }

    @Override
    public void partitionsAdded(List<Integer> partitions) {
        note("new partitions: " + partitions);
    }

    private static String text(StandingPartition partition) {
        return "partition " + partition.partition() + " ("
                + partition.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
    }

    private void note(String text) {
        boolean colours = terminal.traits().colours() && terminal.traits().notesAreWatched();
        terminal.note(Ink.DIM.on(colours, "· " + text));
    }
}
