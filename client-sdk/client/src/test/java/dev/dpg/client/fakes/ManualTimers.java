package dev.dpg.client.fakes;

import dev.dpg.client.internal.stream.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualTimers implements Timers {
    private record Wish(long dueNanos, Runnable task) {}

    private final List<Wish> wishes = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Runnable schedule(Duration delay, Runnable task) {
        var wish = new Wish(now + delay.toNanos(), task);
        wishes.add(wish);
        return () -> cancel(wish);
    }

    /** Moves the clock, and runs what falls due, in the order of time. */
    public void advance(Duration step) {
        long end = nanoTime() + step.toNanos();
        while (true) {
            Runnable due = nextDue(end);
            if (due == null) {
                return;
            }
            due.run();
        }
    }

    private synchronized @Nullable Runnable nextDue(long end) {
        Wish next = wishes.stream()
                .filter(wish -> wish.dueNanos() <= end)
                .min(Comparator.comparingLong(Wish::dueNanos))
                .orElse(null);
        if (next == null) {
            now = end;
            return null;
        }
        wishes.remove(next);
        now = Math.max(now, next.dueNanos());
        return next.task();
    }

    private synchronized void cancel(Wish wish) {
        wishes.remove(wish);
    }
}
