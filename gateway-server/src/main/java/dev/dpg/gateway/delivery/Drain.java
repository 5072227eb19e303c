package dev.dpg.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the streams of one loop whose rings have grown: by one task for all rings, each stream once. Many streams are not woken
 * again at once, so that what comes meanwhile goes out together: a message costs about the same whatever is in it.
 */
final class Drain {
    /** So few streams need not wait for company. */
    private static final int FEW = 8;

    /** About four times what waking a stream costs, here and in its connection: that much rest leaves a processor for the others. */
    private static final Duration PER_STREAM = Duration.ofNanos(160_000);

    static final Duration REST_MAX = Duration.ofMillis(8);

    private final DeliveryLoop loop;
    private final Queue<RingWatch> grown = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Written on the loop only. */
    private volatile Instant restsUntil = Instant.MIN;

    private volatile Duration rest = Duration.ZERO;

    Drain(DeliveryLoop loop) {
        this.loop = loop;
    }

    /** A ring has grown that streams of the loop read. Any thread. */
    void signal(RingWatch watch) {
        grown.add(watch);
        if (scheduled.compareAndSet(false, true)) {
            Instant now = loop.now();
            Instant until = restsUntil;
            if (now.isBefore(until)) {
                Duration rest = Duration.between(now, until);
                loop.schedule(this::wake, rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest);
            } else {
                loop.execute(this::wake);
            }
        }
    }

    private void wake() {
        Instant start = loop.now();
        scheduled.set(false);
        Set<DeliveryStream> streams = new LinkedHashSet<>();
        for (RingWatch watch = grown.poll(); watch != null; watch = grown.poll()) {
            watch.addStreams(streams);
        }
        streams.forEach(DeliveryStream::pump);
        rest = rest(streams.size());
        restsUntil = start.plus(rest);
    }

    /** How long those rest that were woken last. Any thread. */
    Duration rest() {
        return rest;
    }

    /** How long after waking so many streams the next time may come. */
    static Duration rest(int streams) {
        if (streams <= FEW) {
            return Duration.ZERO;
        }
        Duration rest = PER_STREAM.multipliedBy(streams);
        return rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest;
    }
}
