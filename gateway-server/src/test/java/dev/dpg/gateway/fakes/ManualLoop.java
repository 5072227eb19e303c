package dev.dpg.gateway.fakes;

import dev.dpg.gateway.delivery.DeliveryLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose clock moves, and whose tasks run, only when told; in the order in which they are due, then given. */
public final class ManualLoop implements DeliveryLoop, InstantSource {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::number));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long given;

    @Override
    public void execute(Runnable task) {
        schedule(task, Duration.ZERO);
    }

    @Override
    public void schedule(Runnable task, Duration delay) {
        tasks.add(new Task(now.plus(delay), given++, task));
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Runs everything that is due within a span of time, and moves the clock to its end. */
    public void run(Duration span) {
        Instant end = now.plus(span);
        for (Task next = tasks.peek(); next != null && !next.due().isAfter(end); next = tasks.peek()) {
            tasks.remove();
            now = next.due().isAfter(now) ? next.due() : now;
            next.task().run();
        }
        now = end;
    }

    private record Task(Instant due, long number, Runnable task) {}
}
