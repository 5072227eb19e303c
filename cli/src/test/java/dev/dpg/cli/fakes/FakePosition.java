package dev.dpg.cli.fakes;

import dev.dpg.v1.Edge;
import dev.dpg.v1.HandledCursor;
import dev.dpg.v1.PartitionOffset;
import dev.dpg.v1.Start;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A position of the fake: the next offset of each partition.
 *
 * @param next by partition
 */
record FakePosition(List<Long> next) {
    FakePosition {
        next = List.copyOf(next);
    }

    /** What a start means in partitions of these lengths. */
    static FakePosition of(Start start, List<Long> ends) {
        List<Long> next = new ArrayList<>();
        for (int partition = 0; partition < ends.size(); partition++) {
            next.add(next(start, partition, ends.get(partition)));
        }
        for (HandledCursor handled : start.getHandledList()) {
            next.set(
                    handled.getCursor().getPartition(),
                    handled.hasLastHandledOffset()
                            ? handled.getLastHandledOffset() + 1
                            : handled.getCursor().getNextOffset());
        }
        return new FakePosition(next);
    }

    private static long next(Start start, int partition, long end) {
        return switch (start.getAtCase()) {
            case RESUME_TOKEN -> parse(start.getResumeToken()).next().get(partition);
            case LAST -> Math.max(0, end - start.getLast());
            case EDGE -> start.getEdge() == Edge.EDGE_LATEST ? end : 0;
            case OFFSETS ->
                start.getOffsets().getPartitionsList().stream()
                        .filter(entry -> entry.getPartition() == partition)
                        .mapToLong(PartitionOffset::getOffset)
                        .findFirst()
                        .orElseThrow();
            case TIME -> Math.min(end, start.getTime().getSeconds()); // the fake's records are one second apart
            case AT_NOT_SET -> 0;
        };
    }

    static FakePosition parse(String token) {
        return new FakePosition(Arrays.stream(token.substring("p1.".length()).split("_", -1))
                .map(Long::valueOf)
                .toList());
    }

    FakePosition after(int partition, long offset) {
        List<Long> moved = new ArrayList<>(next);
        moved.set(partition, offset + 1);
        return new FakePosition(moved);
    }

    String token() {
        return "p1." + String.join("_", next.stream().map(String::valueOf).toList());
    }
}
