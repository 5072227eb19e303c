package dev.dpg.system.soak.load;

import java.util.List;
import java.util.Map;

/**
 * What readers did and found.
 *
 * @param streams how many were opened, by the habit of the reader
 * @param records that were received and checked
 * @param interrupted streams that were ended or refused with {@code UNAVAILABLE}, as Kafka did not answer
 * @param faultsFound how often something was wrong
 * @param faults the first of them, in words
 */
public record ChurnCounts(
        Map<String, Long> streams, long records, long interrupted, long faultsFound, List<String> faults) {
    public ChurnCounts {
        streams = Map.copyOf(streams);
        faults = List.copyOf(faults);
    }

    /** Streams of all habits. */
    public long allStreams() {
        return streams.values().stream().mapToLong(Long::longValue).sum();
    }
}
