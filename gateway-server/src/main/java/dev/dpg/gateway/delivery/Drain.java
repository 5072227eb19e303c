package dev.dpg.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the streams of one loop whose rings have grown: by one task for all rings, each stream once. Many streams are not woken
 * again at once, so that what comes meanwhile goes out together: a message costs about the same whatever is in it. Those of a ring
 * that very many read rest longer, and nobody else with them.
 */
final class Drain {
    /** So few streams need not wait for company. */
    private static final int FEW = 8;

    /** About four times what waking a stream costs, here and in its connection: that much rest leaves a processor for the others. */
    private static final Duration PER_STREAM = Duration.ofNanos(160_000);

    private static final Duration REST_MAX = Duration.ofMillis(8);

    private static final Duration REST_OF_A_RING_MAX = Duration.ofMillis(40);

    private final DeliveryLoop loop;
    private final Queue<RingWatch> grown = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Written on the loop only. */
    private volatile Instant restsUntil = Instant.MIN;

    Drain(DeliveryLoop loop) {
        this.loop = loop;
    }

    /** A ring has grown that streams of the loop read. Any thread. */
    void signal(RingWatch watch) {
        Instant now = loop.now();
        Instant until = watch.restsUntil();
        if (now.isBefore(until) && until.isAfter(restsUntil)) {
            loop.schedule(() -> wakeSoon(watch), atMost(REST_OF_A_RING_MAX, Duration.between(now, until)));
        } else {
            wakeSoon(watch);
        }
    }

    private void wakeSoon(RingWatch watch) {
        grown.add(watch);
        if (scheduled.compareAndSet(false, true)) {
            Instant now = loop.now();
            Instant until = restsUntil;
            if (now.isBefore(until)) {
                loop.schedule(this::wake, atMost(REST_MAX, Duration.between(now, until)));
            } else {
                loop.execute(this::wake);
            }
        }
    }

    private void wake() {
        Instant start = loop.now();
        scheduled.set(false);
        Set<DeliveryStream> streams = new LinkedHashSet<>();
        List<RingWatch> woken = new ArrayList<>();
        for (RingWatch watch = grown.poll(); watch != null; watch = grown.poll()) {
            watch.addStreams(streams);
            woken.add(watch);
        }
        streams.forEach(DeliveryStream::pump);
        Duration rest = rest(streams.size());
        restsUntil = start.plus(rest);
        woken.forEach(watch -> watch.restFrom(start, rest));
    }

    /** How long after waking so many streams the next time may come. */
    static Duration rest(int streams) {
        return rest(streams, REST_MAX);
    }

    /** The same for so many streams of one ring. */
    static Duration restOfRing(int streams) {
        return rest(streams, REST_OF_A_RING_MAX);
    }

    private static Duration rest(int streams, Duration most) {
        if (streams <= FEW) {
            return Duration.ZERO;
        }
        return atMost(most, PER_STREAM.multipliedBy(streams));
    }

    private static Duration atMost(Duration most, Duration duration) {
        return duration.compareTo(most) > 0 ? most : duration;
    }
}
