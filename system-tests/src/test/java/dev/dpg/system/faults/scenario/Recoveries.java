package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.load.Acknowledged;
import dev.dpg.system.faults.load.DurableReader;
import dev.dpg.system.faults.load.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long readers take to go on: from a mark until a reader has handled, in every partition, the first record that was
 * sent after it and acknowledged, or a later one of the same writer. For one thread.
 */
public final class Recoveries {
    private final Ledger ledger;
    private final List<DurableReader> readers;
    private final List<Duration> times = new ArrayList<>();
    private final Map<DurableReader, Long> done = new HashMap<>();
    private long markedAt;
    private int seen;
    private final Map<Integer, Acknowledged> first = new HashMap<>();
    private int partitions;

    /** @param readers grows while it is used */
    Recoveries(Ledger ledger, List<DurableReader> readers) {
        this.ledger = ledger;
        this.readers = readers;
    }

    /** How long each reader took after each mark, in no order. */
    public List<Duration> times() {
        return List.copyOf(times);
    }

    /** The time that so many of a hundred did not exceed; zero where nothing was measured. */
    public Duration percentile(int percent) {
        if (times.isEmpty()) {
            return Duration.ZERO;
        }
        List<Duration> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.size()) - 1));
    }

    void add(List<Duration> measured) {
        times.addAll(measured);
    }

    /** @param partitions of the topic, all of which are written to */
    void mark(int partitions) {
        this.partitions = partitions;
        markedAt = System.nanoTime();
        first.clear();
        done.clear();
        seen = Math.toIntExact(ledger.count());
    }

    /** Looks who has gone on since the mark; whether all have. False before the first mark. */
    boolean areComplete() {
        List<Acknowledged> fresh = ledger.acknowledgedAfter(seen);
        fresh.stream()
                .filter(written -> written.sentAtNanos() > markedAt)
                .forEach(written -> first.putIfAbsent(written.place().partition(), written));
        seen += fresh.size();
        if (partitions == 0 || first.size() < partitions) {
            return false;
        }
        for (DurableReader reader : readers) {
            if (!done.containsKey(reader) && hasGoneOn(reader)) {
                done.put(reader, System.nanoTime());
                times.add(Duration.ofNanos(System.nanoTime() - markedAt));
            }
        }
        return done.size() == readers.size();
    }

    private boolean hasGoneOn(DurableReader reader) {
        return reader.isRefused()
                || first.entrySet().stream()
                        .allMatch(entry -> reader.hasReached(
                                entry.getKey(), entry.getValue().stamp()));
    }
}
