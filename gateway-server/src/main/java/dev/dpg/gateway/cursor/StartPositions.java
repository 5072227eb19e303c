package dev.dpg.gateway.cursor;

import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicDescription.OffsetRange;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.PositionOutOfRange;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Turns the ways of saying where to begin into positions that the log holds. Pure. */
public final class StartPositions {
    private StartPositions() {}

    /** One end of every partition. */
    public static SortedMap<Integer, PartitionPosition> atEdge(TopicDescription topic, Edge edge) {
        return each(topic, edge == Edge.EARLIEST ? OffsetRange::earliest : OffsetRange::end);
    }

    /** So many offsets before the end of every partition, or its beginning. */
    public static SortedMap<Integer, PartitionPosition> last(TopicDescription topic, long offsets) {
        return each(topic, range -> Math.max(range.earliest(), range.end() - offsets));
    }

    /** The given offsets, one for each partition in order; used for what the log itself has answered. */
    public static SortedMap<Integer, PartitionPosition> at(List<Long> offsets) {
        var positions = new TreeMap<Integer, PartitionPosition>();
        for (int partition = 0; partition < offsets.size(); partition++) {
            positions.put(partition, PartitionPosition.at(offsets.get(partition)));
        }
        return positions;
    }

    /**
     * Offsets that a caller names, held by the log or not.
     *
     * @throws ProblemException {@code BAD_REQUEST} unless every partition is named
     */
    public static SortedMap<Integer, PartitionPosition> atOffsets(TopicDescription topic, Map<Integer, Long> offsets) {
        var positions = new TreeMap<Integer, PartitionPosition>();
        offsets.forEach((partition, offset) -> positions.put(partition, PartitionPosition.at(offset)));
        var wanted = atEdge(topic, Edge.EARLIEST).keySet();
        if (!positions.keySet().equals(wanted)) {
            String message = "start.offsets must name every partition exactly once: the product has partitions 0 to "
                    + (wanted.size() - 1) + ", the request names " + positions.keySet();
            throw Problem.of(Reason.BAD_REQUEST, message).asException();
        }
        return positions;
    }

    /**
     * The position of a token, moved on by the cursors handled since, held by the log or not. It may be one in an earlier
     * log of the product; in the one that is there now, a partition that the token does not know was added after it was
     * written, and begins at its start.
     *
     * @throws ProblemException {@code BAD_TOKEN}
     */
    public static ProductPosition after(
            TopicDescription topic, Scope scope, ProductPosition token, List<HandledCursor> handled) {
        requireProduct(scope, token.scope());
        var positions = new TreeMap<>(token.partitions());
        for (HandledCursor cursor : handled) {
            PartitionPosition position = cursor.position();
            if (position.nextOffset() > cursor.nextOffset()) {
                throw badToken("last_handled_offset lies beyond the cursor of its batch");
            }
            positions.merge(
                    cursor.partition(), position, (old, newer) -> newer.nextOffset() > old.nextOffset() ? newer : old);
        }
        if (!positions.isEmpty() && positions.firstKey() < 0) {
            throw badToken("a partition's number is not negative");
        }
        if (token.scope().equals(scope)) {
            requirePartitions(topic, positions);
            atEdge(topic, Edge.EARLIEST).forEach(positions::putIfAbsent);
        }
        return token.with(positions);
    }

    private static void requirePartitions(TopicDescription topic, SortedMap<Integer, PartitionPosition> positions) {
        int partitions = topic.partitions().size();
        if (!positions.isEmpty() && positions.lastKey() >= partitions) {
            throw badToken("the product has partitions 0 to " + (partitions - 1) + ", the position names "
                    + positions.keySet());
        }
    }

    /**
     * The smaller of two offsets in each partition; a bound beyond the head means the head.
     *
     * @param bounds may lack partitions, which then end at the head
     */
    public static SortedMap<Integer, PartitionPosition> notBeyondHead(
            TopicDescription topic, Map<Integer, PartitionPosition> bounds) {
        SortedMap<Integer, PartitionPosition> ends = atEdge(topic, Edge.LATEST);
        bounds.forEach((partition, bound) ->
                ends.computeIfPresent(partition, (p, head) -> bound.nextOffset() < head.nextOffset() ? bound : head));
        return ends;
    }

    /**
     * Checks that a position belongs to a product as it is now.
     *
     * @throws ProblemException {@code BAD_TOKEN} or {@code TOPIC_RECREATED}
     */
    public static void requireScope(Scope scope, Scope given) {
        requireProduct(scope, given);
        if (!given.topicId().equals(scope.topicId())) {
            throw recreated(scope).asException();
        }
    }

    private static void requireProduct(Scope scope, Scope given) {
        if (!given.product().equals(scope.product()) || given.major() != scope.major()) {
            throw badToken("it belongs to " + given.product() + ".v" + given.major() + " and not to " + scope.product()
                    + ".v" + scope.major());
        }
        if (!given.clusterId().equals(scope.clusterId())) {
            throw badToken("it was written for another Kafka cluster");
        }
    }

    /** The problem of a position in a topic that does not exist any more. */
    public static Problem recreated(Scope scope) {
        String message = "the log behind " + scope.product() + ".v" + scope.major()
                + " was deleted and created anew since this position was written, so the position means nothing in it;"
                + " start at EDGE_EARLIEST to read the new log from its beginning";
        return Problem.of(Reason.TOPIC_RECREATED, message);
    }

    /** The refusal of positions that the log does not hold: {@code POSITION_EXPIRED} or {@code POSITION_TRUNCATED}. */
    static ProblemException outOfRange(Reason reason, List<PositionOutOfRange> partitions) {
        String message = reason == Reason.POSITION_EXPIRED
                ? "the position is older than what is retained in " + partitions.size()
                        + " partition(s); start at EDGE_EARLIEST, or set on_expired, to go on with the oldest record there"
                        + " is"
                : "the log was cut off below the position in " + partitions.size()
                        + " partition(s): it lost records that were read before; start at EDGE_LATEST or by time, or set"
                        + " on_expired, to go on";
        return new Problem(reason, message, Map.of(), List.copyOf(partitions)).asException();
    }

    private static ProblemException badToken(String why) {
        return Problem.of(Reason.BAD_TOKEN, "the resume token does not fit: " + why)
                .asException();
    }

    private static SortedMap<Integer, PartitionPosition> each(
            TopicDescription topic, ToLongFunction<OffsetRange> offset) {
        return at(topic.partitions().stream().map(offset::applyAsLong).toList());
    }
}
