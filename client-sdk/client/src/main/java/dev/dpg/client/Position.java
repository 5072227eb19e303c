package dev.dpg.client;

import dev.dpg.client.internal.resume.PositionText;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.client.internal.resume.ResumePoint;
import dev.dpg.v1.Edge;
import dev.dpg.v1.PartitionOffset;
import dev.dpg.v1.PartitionOffsets;
import dev.dpg.v1.Start;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A place in a product, over all its partitions. Every position can be printed by {@link #token()}, stored, and read back by
 * {@link #token(String)}, also by another process. A position is not a permission and is not bound to an encoding. Immutable.
 */
public final class Position {
    /** The start that the product documents as its default. */
    public static final Position DEFAULT = new Position(Start.getDefaultInstance());

    /** The oldest record that is still retained, in every partition. */
    public static final Position EARLIEST =
            new Position(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST).build());

    /** The head: only what is published from now on. */
    public static final Position LATEST =
            new Position(Start.newBuilder().setEdge(Edge.EDGE_LATEST).build());

    private final Start start;

    private Position(Start start) {
        this.start = start;
    }

    static Position of(ResumePoint point) {
        return new Position(point.toStart());
    }

    /** In each partition the first record at or after a time; the head where there is none. */
    public static Position at(Instant time) {
        return new Position(
                Start.newBuilder().setTime(ProtoTimes.timestamp(time)).build());
    }

    /**
     * So many offsets before the head of each partition, or fewer where it holds fewer.
     *
     * @param offsets 0 or more
     */
    public static Position last(long offsets) {
        if (offsets < 0) {
            throw new IllegalArgumentException("last(" + offsets + "): the number of offsets must be 0 or more");
        }
        return new Position(Start.newBuilder().setLast(offsets).build());
    }

    /**
     * The position that {@link #token()} printed, or one that the gateway gave to any other client.
     *
     * @throws IllegalArgumentException if the text is empty, or was printed by {@link #token()} and is damaged; a damaged
     *     token of a gateway is found out by the gateway ({@code BAD_TOKEN})
     */
    public static Position token(String token) {
        return new Position(PositionText.parse(token));
    }

    /**
     * The first offset to read, by partition.
     *
     * @param offsets for every partition of the product
     */
    public static Position offsets(Map<Integer, Long> offsets) {
        var partitions = PartitionOffsets.newBuilder();
        new TreeMap<>(offsets)
                .forEach((partition, offset) -> partitions.addPartitions(
                        PartitionOffset.newBuilder().setPartition(partition).setOffset(offset)));
        return new Position(Start.newBuilder().setOffsets(partitions).build());
    }

    /**
     * This position as printable text, to be stored. Between batches it is a token of the gateway, which every client and
     * every call understands. In the middle of one it begins with {@code s1.} and is for this SDK: it holds such a token and
     * the cursors of the batches handled since, and only {@link #token(String)} reads it.
     */
    public String token() {
        return PositionText.print(start);
    }

    Start toStart() {
        return start;
    }

    /** Whether any call understands {@link #token()}. */
    boolean isPlainToken() {
        return start.hasResumeToken() && start.getHandledCount() == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position position && position.start.equals(start);
    }

    @Override
    public int hashCode() {
        return start.hashCode();
    }

    /** The same as {@link #token()}. */
    @Override
    public String toString() {
        return token();
    }
}
