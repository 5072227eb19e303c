package dev.dpg.gateway.delivery;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.view.Chunk;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The newest chunks of one partition in one view, bounded in bytes. Written by the partition's reader thread only; read by
 * any number of streams without locks: a reader holds a {@link Node} and follows {@link Node#next}. What falls out of the
 * ring loses its chunk and, one eviction later, its link, so that a reader that stands still keeps one empty node alive and
 * nothing else.
 */
final class Ring {
    private final int bytesMax;
    private final ByteBudget budget;
    private final List<RingWatch> watches = new CopyOnWriteArrayList<>();

    /** Bytes counted into the budget. */
    private final AtomicLong bytes = new AtomicLong();

    /** The newest node; only the writer uses it. */
    private Node newest = new Node(null);

    /** The last node that fell out, or the one the ring began with: the oldest chunk follows it. */
    private volatile Node boundary = newest;

    private volatile @Nullable Problem failure;
    private volatile boolean released;

    /**
     * Makes an empty ring.
     *
     * @param bytesMax what the ring may keep
     * @param budget what all rings may keep together; where it is used up, this one keeps its newest chunk only
     */
    Ring(int bytesMax, ByteBudget budget) {
        this.bytesMax = bytesMax;
        this.budget = budget;
    }

    /**
     * Adds the chunk that follows the newest one, and lets go of the oldest. Where neither holds a record they become one, so
     * that any number of records that nobody wants takes the place of one chunk. Reader thread only.
     */
    void append(Chunk chunk) {
        Chunk last = newest.chunk;
        Chunk merged = last == null ? null : last.mergedWith(chunk);
        if (last != null && merged != null) {
            newest.chunk = merged;
            count(merged.retainedBytes() - last.retainedBytes());
        } else {
            Node node = new Node(chunk);
            newest.next = node;
            newest = node;
            count(chunk.retainedBytes());
        }
        Node oldest = boundary.next;
        while (oldest != null && oldest != newest && (bytes.get() > bytesMax || budget.isExhausted())) {
            evict(oldest);
            oldest = oldest.next;
        }
        if (released) {
            giveBack();
        }
    }

    private void evict(Node oldest) {
        Chunk chunk = oldest.chunk;
        if (chunk != null) {
            count(-chunk.retainedBytes());
        }
        oldest.chunk = null;
        Node before = boundary;
        boundary = oldest;
        before.next = Node.CUT;
    }

    private void count(long more) {
        bytes.addAndGet(more);
        budget.add(more);
    }

    private void giveBack() {
        budget.add(-bytes.getAndSet(0));
    }

    /** Where a new reader begins: before the oldest chunk. */
    Node boundary() {
        return boundary;
    }

    /** The ring is not used any more: gives its bytes back, those of an append under way included. Any thread. */
    void release() {
        released = true;
        giveBack();
    }

    /** Nothing more will come. Any thread. */
    void fail(Problem problem) {
        failure = problem;
        signal();
    }

    /** Why nothing more will come; null while more may. */
    @Nullable
    Problem failure() {
        return failure;
    }

    /** Has a stream woken whenever there is more; on the stream's loop. */
    void watch(Drain drain, DeliveryStream stream) {
        for (RingWatch watch : watches) {
            if (watch.isOn(drain)) {
                watch.add(stream);
                return;
            }
        }
        RingWatch watch = new RingWatch(drain);
        watch.add(stream);
        watches.add(watch);
    }

    /** Ends {@link #watch}; on the stream's loop. */
    void unwatch(Drain drain, DeliveryStream stream) {
        watches.removeIf(watch -> watch.isOn(drain) && watch.removeLast(stream));
    }

    /** Wakes the streams that read this ring. */
    void signal() {
        for (RingWatch watch : watches) {
            watch.signal();
        }
    }

    /** For how long none of its streams is woken again. */
    Duration rest() {
        return watches.stream()
                .map(RingWatch::rest)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** A place in a ring: behind its chunk. */
    static final class Node {
        /** Follows a node that fell out long ago: whoever meets it is behind. */
        static final Node CUT = new Node(null);

        /** Null once it has fallen out of the ring. */
        volatile @Nullable Chunk chunk;

        volatile @Nullable Node next;

        private Node(@Nullable Chunk chunk) {
            this.chunk = chunk;
        }
    }
}
