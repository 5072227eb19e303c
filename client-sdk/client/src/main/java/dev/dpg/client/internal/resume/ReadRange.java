package dev.dpg.client.internal.resume;

import dev.dpg.v1.Edge;
import dev.dpg.v1.PartitionOffset;
import dev.dpg.v1.PartitionOffsets;
import dev.dpg.v1.PartitionPosition;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.Start;
import dev.dpg.v1.Until;
import java.util.List;
import java.util.Optional;

/**
 * From where to where a stream reads, and what has to be asked before both are fixed. A read up to the head fixes the head
 * before it first opens: the gateway would take the head anew whenever the stream is opened again after a break.
 *
 * @param start where to begin
 * @param until where to stop; absent while unknown, and for a stream that never stops
 * @param question the position to resolve next; absent when everything is fixed
 */
record ReadRange(Start start, Optional<Until> until, Optional<Start> question) {
    static ReadRange of(Start start, Bound bound) {
        if (bound instanceof Bound.At at) {
            return new ReadRange(start, Optional.of(at.until()), Optional.empty());
        }
        if (bound instanceof Bound.After after) {
            return new ReadRange(start, Optional.empty(), Optional.of(after.position()));
        }
        if (bound instanceof Bound.Head) {
            // "The last n" counts back from the head, so both ends must come from one look at the log.
            Start question = start.hasLast()
                    ? start
                    : Start.newBuilder().setEdge(Edge.EDGE_LATEST).build();
            return new ReadRange(start, Optional.empty(), Optional.of(question));
        }
        return new ReadRange(start, Optional.empty(), Optional.empty());
    }

    /** The same with the question answered. */
    ReadRange answered(ResolvePositionResponse answer) {
        if (question.isPresent() && question.get().hasLast()) {
            Start fixed =
                    Start.newBuilder().setResumeToken(answer.getResumeToken()).build();
            return new ReadRange(fixed, Optional.empty(), Optional.of(ends(answer.getPartitionsList())));
        }
        Until end = Until.newBuilder().setResumeToken(answer.getResumeToken()).build();
        return new ReadRange(start, Optional.of(end), Optional.empty());
    }

    private static Start ends(List<PartitionPosition> partitions) {
        var offsets = PartitionOffsets.newBuilder();
        for (PartitionPosition partition : partitions) {
            offsets.addPartitions(PartitionOffset.newBuilder()
                    .setPartition(partition.getPartition())
                    .setOffset(partition.getEndOffset()));
        }
        return Start.newBuilder().setOffsets(offsets).build();
    }
}
