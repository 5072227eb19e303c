package dev.dpg.gateway.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** Counts by a name out of a closed list, such as reasons. Thread-safe. */
public final class NamedCounts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** One more of this name, which no client may choose: every name is kept for good. */
    public void add(String name) {
        counts.computeIfAbsent(name, any -> new LongAdder()).increment();
    }

    /** Tells each name that was ever counted, and how often. */
    public void forEach(ObjLongConsumer<String> consumer) {
        counts.forEach((name, count) -> consumer.accept(name, count.sum()));
    }
}
