package dev.dpg.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;

/**
 * A world in one thread: loops, callbacks and a clock that moves only when told. Tasks of different queues that are due at
 * the same time run in a random order; tasks of one queue keep theirs.
 */
final class VirtualTime implements InstantSource {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparing(Task::due).thenComparingLong(Task::shuffle).thenComparingLong(Task::sequence));
    private final Random random;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long sequence;

    VirtualTime(long seed) {
        random = new Random(seed);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** A serial loop of its own. */
    DeliveryLoop newLoop() {
        long lane = random.nextInt(1000);
        return new DeliveryLoop() {
            @Override
            public void execute(Runnable task) {
                add(task, Duration.ZERO, lane);
            }

            @Override
            public void schedule(Runnable task, Duration delay) {
                add(task, delay, lane);
            }

            @Override
            public Instant now() {
                return now;
            }
        };
    }

    /** Runs callbacks in order, a random few milliseconds later. */
    Executor newCallbacks() {
        long lane = random.nextInt(1000);
        return task -> add(task, Duration.ofMillis(random.nextInt(3)), lane);
    }

    private void add(Runnable task, Duration delay, long lane) {
        tasks.add(new Task(now.plus(delay), lane, sequence++, task));
    }

    /** Runs everything that is due within a span of time, and moves the clock to its end. */
    void run(Duration span) {
        Instant end = now.plus(span);
        while (true) {
            Task next = tasks.peek();
            if (next == null || next.due().isAfter(end)) {
                break;
            }
            tasks.remove();
            now = next.due().isAfter(now) ? next.due() : now;
            next.task().run();
        }
        now = end;
    }

    private record Task(Instant due, long shuffle, long sequence, Runnable task) {}
}
