package dev.dpg.gateway.log;

import java.util.List;
import java.util.UUID;

/**
 * A topic as it is now.
 *
 * @param name the topic's name
 * @param id its id (KIP-516)
 * @param clusterId the id by which its cluster names itself
 * @param partitions the readable range of each partition; the index is the partition
 */
public record TopicDescription(String name, UUID id, String clusterId, List<OffsetRange> partitions) {
    public TopicDescription {
        partitions = List.copyOf(partitions);
    }

    /** The identity of one of its partitions. */
    public PartitionId partition(int partition) {
        return new PartitionId(name, id, partition);
    }

    /**
     * What can be read of a partition.
     *
     * @param earliest the earliest retained offset
     * @param end the last stable offset: committed records lie before it
     */
    public record OffsetRange(long earliest, long end) {}
}
