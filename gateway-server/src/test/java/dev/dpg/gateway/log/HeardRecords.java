package dev.dpg.gateway.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Listens to a {@link ControlLog} and keeps what it hears. Thread-safe. */
public final class HeardRecords implements ControlLog.Listener {
    private final List<List<ControlRecord>> commits = new ArrayList<>();
    private final Map<String, String> table = new TreeMap<>();
    private long nextOffset;
    private Instant confirmed = Instant.MIN;
    private int restarts;

    @Override
    public synchronized void records(List<ControlRecord> records, long next) {
        if (!records.isEmpty()) {
            commits.add(records);
        }
        for (ControlRecord record : records) {
            byte[] value = record.value();
            if (value == null) {
                table.remove(record.key());
            } else {
                table.put(record.key(), new String(value, StandardCharsets.UTF_8));
            }
        }
        nextOffset = next;
    }

    @Override
    public synchronized void confirmed(Instant time) {
        confirmed = time;
    }

    @Override
    public synchronized void restarted() {
        restarts++;
        table.clear();
        confirmed = Instant.MIN;
    }

    /** Calls that brought records. */
    public synchronized List<List<ControlRecord>> commits() {
        return List.copyOf(commits);
    }

    /** The newest value of each key. */
    public synchronized Map<String, String> table() {
        return Map.copyOf(table);
    }

    public synchronized long nextOffset() {
        return nextOffset;
    }

    public synchronized boolean isConfirmed() {
        return !confirmed.equals(Instant.MIN);
    }

    public synchronized Instant confirmed() {
        return confirmed;
    }

    public synchronized int restarts() {
        return restarts;
    }
}
