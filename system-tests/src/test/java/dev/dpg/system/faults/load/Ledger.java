package dev.dpg.system.faults.load;

import dev.dpg.system.faults.history.Place;
import dev.dpg.system.faults.history.Stamp;
import dev.dpg.system.faults.load.StampedRecords.Stamped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the writers of one topic know about what became of their records. Thread-safe. */
public final class Ledger {
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final Set<String> aborted = new HashSet<>();
    private String log;

    /** @param log the topic's id */
    public Ledger(String log) {
        this.log = log;
    }

    /** From now on another topic has the name. */
    public synchronized void moveTo(String nextLog) {
        log = nextLog;
    }

    /** The topic's id now. */
    public synchronized String log() {
        return log;
    }

    /** A record was taken for good. */
    synchronized void acknowledge(int partition, long offset, Stamped stamped) {
        Place place = new Place(log, partition, offset);
        acknowledged.add(new Acknowledged(place, stamped.stamp(), stamped.sentAtNanos()));
    }

    /** Records will never be seen. */
    public synchronized void abort(List<Stamp> stamps) {
        stamps.forEach(stamp -> aborted.add(stamp.id()));
    }

    /** How many were taken. */
    public synchronized long count() {
        return acknowledged.size();
    }

    public synchronized List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Those after the first so many. */
    public synchronized List<Acknowledged> acknowledgedAfter(int first) {
        return List.copyOf(acknowledged.subList(first, acknowledged.size()));
    }

    public synchronized Set<String> aborted() {
        return Set.copyOf(aborted);
    }
}
