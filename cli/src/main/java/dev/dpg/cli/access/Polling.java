package dev.dpg.cli.access;

import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks every 2 s until something is found, or Ctrl-C. Used once, by one thread. */
final class Polling {
    private static final int POLL_SECONDS = 2;

    private final Terminal terminal;
    private final Interrupts interrupts;
    private boolean unanswered;

    Polling(Terminal terminal, Interrupts interrupts) {
        this.terminal = terminal;
        this.interrupts = interrupts;
    }

    /**
     * Looks, at once and then again and again. A gateway that has answered once may be away for a while.
     *
     * @param look empty: not found yet
     * @param atInterrupt what to do at Ctrl-C, on another thread, soon
     * @return what was found; empty after Ctrl-C
     */
    <T> Optional<T> until(Supplier<Optional<T>> look, Runnable atInterrupt) throws InterruptedException {
        var stop = new CountDownLatch(1);
        Runnable takeBack = interrupts.onInterrupt(() -> {
            atInterrupt.run();
            stop.countDown();
        });
        try {
            Optional<T> found = look.get();
            while (found.isEmpty()) {
                if (stop.await(POLL_SECONDS, TimeUnit.SECONDS)) {
                    return Optional.empty();
                }
                found = lookAgain(look);
            }
            return found;
        } finally {
            takeBack.run();
        }
    }

    private <T> Optional<T> lookAgain(Supplier<Optional<T>> look) {
        try {
            Optional<T> found = look.get();
            tellChange(false, "· the gateway answers again");
            return found;
        } catch (StatusRuntimeException gone) {
            if (gone.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                throw gone;
            }
            tellChange(true, "· the gateway does not answer; trying on");
            return Optional.empty();
        }
    }

    private void tellChange(boolean now, String text) {
        if (unanswered != now) {
            terminal.note(text);
        }
        unanswered = now;
    }
}
