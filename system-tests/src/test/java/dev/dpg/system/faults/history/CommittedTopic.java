package dev.dpg.system.faults.history;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What readers of one log had to get: everything that a native reader of committed records found in it, and everything whose
 * writing was acknowledged and committed, though it may have expired since.
 *
 * @param log the topic's id
 * @param records by partition and offset
 * @param retainedFrom by partition, the first offset that was retained when the native reader came; records from there on were
 *     there all the time
 */
public record CommittedTopic(
        String log, Map<Integer, NavigableMap<Long, Stamp>> records, Map<Integer, Long> retainedFrom) {
    public CommittedTopic {
        Map<Integer, NavigableMap<Long, Stamp>> copy = new TreeMap<>();
        records.forEach((partition, map) -> copy.put(partition, Collections.unmodifiableNavigableMap(map)));
        records = Collections.unmodifiableMap(copy);
        retainedFrom = Map.copyOf(retainedFrom);
    }

    /** One partition's records by offset; empty where it has none. */
    public NavigableMap<Long, Stamp> partition(int partition) {
        return records.getOrDefault(partition, Collections.emptyNavigableMap());
    }

    /** The first offset that was retained to the end. */
    public long retainedFrom(int partition) {
        return retainedFrom.getOrDefault(partition, 0L);
    }
}
