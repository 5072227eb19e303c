package dev.dpg.gateway.delivery;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The streams of one loop that read one ring. However many they are and however often the ring grows meanwhile, they are
 * woken by one task, so batching adapts to the load by itself. Streams are added and removed on the loop only.
 */
final class RingWatch {
    private final DeliveryLoop loop;
    private final Set<DeliveryStream> streams = new LinkedHashSet<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    RingWatch(DeliveryLoop loop) {
        this.loop = loop;
    }

    boolean isOn(DeliveryLoop other) {
        return loop == other;
    }

    void add(DeliveryStream stream) {
        streams.add(stream);
    }

    /** Takes a stream off; true where it was the last one. */
    boolean removeLast(DeliveryStream stream) {
        streams.remove(stream);
        return streams.isEmpty();
    }

    /** Any thread. */
    void signal() {
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::wake);
        }
    }

    private void wake() {
        scheduled.set(false);
        for (DeliveryStream stream : streams.toArray(DeliveryStream[]::new)) {
            stream.pump();
        }
    }
}
