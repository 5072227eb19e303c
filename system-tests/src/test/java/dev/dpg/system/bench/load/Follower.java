package dev.dpg.system.bench.load;

import dev.dpg.system.bench.check.SequenceCheck;

/** One reader at the tail. Fed by one thread; anybody may ask how far it is. */
final class Follower {
    private final SequenceCheck check;
    private final Tally tally;
    private volatile long received;
    private volatile boolean ready;

    Follower(SequenceCheck check, Tally tally) {
        this.check = check;
        this.tally = tally;
    }

    /** A record has come; {@link #batchEnds} makes it known. */
    void accept(int partition, byte[] value, long now) {
        check.accept(partition, Stamped.number(value));
        tally.received(Stamped.intendedNanos(value), now);
    }

    /** All that came together was accepted. */
    void batchEnds() {
        received = check.received();
    }

    /** It is at the tail. */
    void becomesReady() {
        ready = true;
    }

    boolean isReady() {
        return ready;
    }

    long received() {
        return received;
    }

    /** To be asked when nobody feeds it any more. */
    SequenceCheck check() {
        return check;
    }
}
