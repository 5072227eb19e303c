package dev.dpg.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The streams of one loop that read one ring. However often the ring grows before the loop gets to them, they are woken once, so
 * batching adapts to the load by itself. Streams are added, removed and asked for on the loop only.
 */
final class RingWatch {
    private final Drain drain;
    private final Set<DeliveryStream> streams = new LinkedHashSet<>();
    private final AtomicBoolean signalled = new AtomicBoolean();

    /** Written on the loop only. */
    private volatile Instant restsUntil = Instant.MIN;

    private volatile Duration rest = Duration.ZERO;

    RingWatch(Drain drain) {
        this.drain = drain;
    }

    boolean isOn(Drain other) {
        return drain == other;
    }

    void add(DeliveryStream stream) {
        streams.add(stream);
    }

    /** Takes a stream off; true where it was the last one. */
    boolean removeLast(DeliveryStream stream) {
        streams.remove(stream);
        return streams.isEmpty();
    }

    /** The ring has grown. Any thread. */
    void signal() {
        if (signalled.compareAndSet(false, true)) {
            drain.signal(this);
        }
    }

    /**
     * Its streams were just woken.
     *
     * @param least how long they rest, at least
     */
    void restFrom(Instant start, Duration least) {
        Duration own = Drain.restOfRing(streams.size());
        rest = own.compareTo(least) > 0 ? own : least;
        restsUntil = start.plus(rest);
    }

    /** Until then its streams are not woken. Any thread. */
    Instant restsUntil() {
        return restsUntil;
    }

    /** How long they rest that were woken last. Any thread. */
    Duration rest() {
        return rest;
    }

    /** Answers a signal: adds those who are to be woken. */
    void addStreams(Set<DeliveryStream> woken) {
        signalled.set(false);
        woken.addAll(streams);
    }
}
