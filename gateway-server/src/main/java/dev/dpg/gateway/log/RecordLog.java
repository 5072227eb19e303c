package dev.dpg.gateway.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One cluster as the gateway reads it. Thread-safe; no method blocks. Stages fail with
 * {@link dev.dpg.gateway.problem.ProblemException}: {@code CLUSTER_DOWN} where the cluster does not answer in time.
 */
public interface RecordLog extends AutoCloseable {
    /** The topic as it is now: id, readable ranges at {@code read_committed}. Empty: there is no such topic. */
    CompletionStage<Optional<TopicDescription>> describe(String topic);

    /** What the topic keeps. Empty: there is no such topic, or this gateway may not look at its configuration. */
    CompletionStage<Optional<TopicLimits>> limits(String topic);

    /** The names of all topics, internal ones left out. Asks for a lot on a large cluster: for what people wait for only. */
    CompletionStage<Set<String>> topics();

    /**
     * For each partition the first offset whose record has this time or a later one; the partition's end where there is
     * none. The list's index is the partition.
     */
    CompletionStage<List<Long>> offsetsAt(TopicDescription topic, Instant time);

    /**
     * Checks positions against the log's branches (KIP-320): answers those partitions whose leader epoch does not fit,
     * each with the offset where the branches part. Positions without an epoch always fit.
     */
    CompletionStage<Map<Integer, Long>> diverging(TopicDescription topic, Map<Integer, PartitionPosition> positions);

    /** Follows partitions at the head. */
    PartitionTail tail();

    /** Reads history. */
    CatchUpReader catchUp();

    /** Has a topic looked at for as long as somebody reads it; the caller closes it. */
    WatchedTopic watch(String topic);

    /** Since when the cluster has not answered; empty while it does. Never blocks. */
    Optional<Instant> unreachableSince();

    /** Ends all readers and connections; waits for their threads. */
    @Override
    void close();
}
