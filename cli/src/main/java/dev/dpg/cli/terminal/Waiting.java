package dev.dpg.cli.terminal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Shows that something is under way: on a terminal a line that is taken away at the end, elsewhere nothing. */
public final class Waiting {
    private static final int TICK_MILLIS = 100;
    /** What is done sooner than this is not announced. */
    private static final int QUIET_TICKS = 4;

    private static final String MARKS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private Waiting() {}

    /** Does the work on a thread of its own and answers what comes of it; throws what it throws. */
    public static <T> T on(Terminal terminal, String what, Supplier<T> work) {
        if (!terminal.traits().notesAreWatched() || !terminal.traits().colours()) {
            return work.get();
        }
        CompletableFuture<T> result = CompletableFuture.supplyAsync(work);
        boolean shown = false;
        try {
            for (int tick = 0; ; tick++) {
                try {
                    return result.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    if (tick >= QUIET_TICKS) {
                        shown = true;
                        char mark = MARKS.charAt(tick % MARKS.length());
                        terminal.notes().print(CLEAR_LINE + mark + " " + what + " " + tick * TICK_MILLIS / 1000 + " s");
                        terminal.notes().flush();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + what, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new CompletionException(e.getCause());
        } finally {
            if (shown) {
                terminal.notes().print(CLEAR_LINE);
                terminal.notes().flush();
            }
        }
    }
}
