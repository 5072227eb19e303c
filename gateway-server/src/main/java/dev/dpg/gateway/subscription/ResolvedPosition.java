package dev.dpg.gateway.subscription;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicDescription.OffsetRange;
import java.util.List;

/**
 * A start, looked up.
 *
 * @param port the product version it was looked up in
 * @param topic the product's topic at that moment
 * @param start the start in use: never the product's default, but what that stands for
 * @param resumption where that is, and what is left out where the log no longer holds it
 */
public record ResolvedPosition(PublishedPort port, TopicDescription topic, StartAt start, Resumption resumption) {
    /** The position that is read from. */
    public ProductPosition position() {
        return resumption.after();
    }

    /** The position partition by partition, in order, with what can be read of each. */
    public List<Range> ranges() {
        return position().partitions().entrySet().stream()
                .map(entry -> {
                    OffsetRange range = topic.partitions().get(entry.getKey());
                    return new Range(entry.getKey(), entry.getValue().nextOffset(), range.earliest(), range.end());
                })
                .toList();
    }

    /**
     * A position within one partition.
     *
     * @param partition the partition
     * @param nextOffset the first offset that would be read
     * @param earliestOffset the earliest retained offset
     * @param endOffset the last stable offset
     */
    public record Range(int partition, long nextOffset, long earliestOffset, long endOffset) {}
}
