package dev.dpg.gateway.log.memory;

import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A control topic in memory, shared by the {@link MemoryControlLog}s that stand for several gateways. Nothing is
 * compacted. Thread-safe; listeners are called on the writing thread, one at a time.
 */
public final class MemoryControlTopic {
    private final InstantSource clock;
    private final List<ControlRecord> records = new ArrayList<>();
    private final List<ControlLog.Listener> listeners = new ArrayList<>();
    private long claims;

    /** An empty topic. */
    public MemoryControlTopic(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void follow(ControlLog.Listener listener) {
        listeners.add(listener);
        tell(listener, List.copyOf(records), clock.instant());
    }

    synchronized void leave(ControlLog.Listener listener) {
        listeners.remove(listener);
    }

    /** Voids all earlier claims. */
    synchronized long claim() {
        return ++claims;
    }

    synchronized long end() {
        return records.size();
    }

    synchronized OptionalLong append(long claim, List<ControlRecord> added) {
        if (claim != claims) {
            return OptionalLong.empty();
        }
        append(added);
        return OptionalLong.of(end());
    }

    synchronized void append(List<ControlRecord> added) {
        records.addAll(added);
        Instant now = clock.instant();
        for (ControlLog.Listener listener : List.copyOf(listeners)) {
            tell(listener, List.copyOf(added), now);
        }
    }

    /** Tells all that nothing was added since, as a topic does from time to time. */
    public void confirm() {
        append(List.of());
    }

    private void tell(ControlLog.Listener listener, List<ControlRecord> added, Instant now) {
        listener.records(added, end());
        listener.confirmed(now);
    }
}
