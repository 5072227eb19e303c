package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.Problem;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Finds out, off the readers' threads, what became of positions that a consumer refused. Thread-safe. */
final class LostPositions {
    private final TopicQueries queries;

    LostPositions(TopicQueries queries) {
        this.queries = queries;
    }

    /**
     * What is wrong with a position; empty if it fits now.
     *
     * @param divergence where the log was cut off below the position, where the consumer said so
     */
    CompletionStage<Optional<Problem>> judge(PartitionId partition, long requested, Divergence divergence) {
        return queries.describe(partition.topic()).thenApply(now -> {
            Optional<Problem> problem = LogProblems.ofPosition(partition, requested, now);
            return problem.isPresent() || now.isEmpty() || !divergence.found()
                    ? problem
                    : Optional.of(divergence.problem(partition, requested, now.get()));
        });
    }

    /** What the consumer's exception says about the log's branches at a partition (KIP-320). */
    static Divergence divergence(OffsetOutOfRangeException refused, TopicPartition partition) {
        if (!(refused instanceof LogTruncationException truncated)) {
            return new Divergence(false, OptionalLong.empty());
        }
        OffsetAndMetadata parted = truncated.divergentOffsets().get(partition);
        return new Divergence(true, parted == null ? OptionalLong.empty() : OptionalLong.of(parted.offset()));
    }

    /**
     * Whether the position's branch was cut off.
     *
     * @param found whether it was
     * @param at where, if the broker still knows
     */
    record Divergence(boolean found, OptionalLong at) {
        private Problem problem(PartitionId partition, long requested, TopicDescription now) {
            TopicDescription.OffsetRange range = now.partitions().get(partition.partition());
            long end = at.orElse(range.earliest());
            return LogProblems.truncated(
                    partition.partition(), requested, new TopicDescription.OffsetRange(range.earliest(), end));
        }
    }
}
