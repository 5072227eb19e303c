package dev.dpg.system.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Many readers at the tail. Filled and asked by one thread; each reader is fed by one of its own or its connection's. */
final class Followers implements AutoCloseable {
    static final String NAME = "followers";

    private static final long NAP_NANOS = 2_000_000;

    private final Tally.Span span = new Tally.Span();
    private final List<Tally> tallies = new ArrayList<>();
    private final List<Follower> readers = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();
    private final List<Runnable> waits = new ArrayList<>();

    /** Makes a tally for readers of one thread. */
    Tally tally() {
        Tally tally = new Tally(span);
        tallies.add(tally);
        return tally;
    }

    /** One more reader. */
    Follower add(Follower reader) {
        readers.add(reader);
        return reader;
    }

    /**
     * Somebody feeds some or all readers.
     *
     * @param end tells them to end
     * @param await waits until they have
     */
    void fedBy(Runnable end, Runnable await) {
        ends.add(end);
        waits.add(await);
    }

    Tally.Span span() {
        return span;
    }

    int count() {
        return readers.size();
    }

    /** Waits until all are at the tail; fails if they are not within the deadline. */
    void awaitReady(Deadline deadline) {
        while (!readers.stream().allMatch(Follower::isReady)) {
            if (!deadline.isAhead()) {
                throw new IllegalStateException(
                        readers.stream().filter(reader -> !reader.isReady()).count() + " of " + readers.size()
                                + " readers do not come to the tail");
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    /** Waits until each has so many records, or the deadline is over. */
    void awaitReceived(long records, Deadline deadline) {
        while (!readers.stream().allMatch(reader -> reader.received() >= records) && deadline.isAhead()) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    List<Tally> tallies() {
        return tallies;
    }

    List<Follower> readers() {
        return readers;
    }

    /** Nobody is fed when this returns. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
        waits.forEach(Runnable::run);
    }
}
