package dev.dpg.gateway.cursor;

import dev.dpg.gateway.log.PartitionPosition;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A position in a whole product: everything before it was delivered.
 *
 * @param scope what the position belongs to
 * @param partitions the position in each partition known to it
 */
public record ProductPosition(Scope scope, SortedMap<Integer, PartitionPosition> partitions) {
    public ProductPosition {
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
    }

    /** The same position with other partitions. */
    public ProductPosition with(Map<Integer, PartitionPosition> newer) {
        return new ProductPosition(scope, new TreeMap<>(newer));
    }

    /**
     * What a position belongs to; it means nothing elsewhere.
     *
     * @param product the port's name without its major line
     * @param major the major line
     * @param clusterId the id by which the Kafka cluster names itself
     * @param topicId the id of the topic's incarnation
     */
    public record Scope(String product, int major, String clusterId, UUID topicId) {}
}
