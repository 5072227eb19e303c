package dev.dpg.system.soak.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What visitors did and found. Thread-safe. */
final class ChurnLog {
    private static final int FAULTS_KEPT_MAX = 20;

    private final Map<String, Long> streams = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private long records;
    private long faultsFound;
    private long interrupted;

    synchronized void opened(String habit) {
        streams.merge(habit, 1L, Long::sum);
    }

    synchronized void checked(String habit, long received, String found) {
        records += received;
        if (!found.isEmpty()) {
            fault(habit, found);
        }
    }

    synchronized void fault(String habit, String what) {
        faultsFound++;
        if (faults.size() < FAULTS_KEPT_MAX) {
            faults.add(habit + ": " + what);
        }
    }

    /** A stream was ended, or refused, since Kafka did not answer. */
    synchronized void interrupted() {
        interrupted++;
    }

    synchronized ChurnCounts counts() {
        return new ChurnCounts(streams, records, interrupted, faultsFound, faults);
    }
}
