package dev.dpg.cli.data;

import dev.dpg.cli.remote.Connection;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.Position;
import dev.dpg.client.RecordCursor;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.Start;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The newest records of a product, by time. A gateway counts back in every partition; of what that gives, only the newest
 * over all of them are kept.
 *
 * @param records oldest first
 * @param end right after the newest, in every partition
 */
record NewestRecords(List<ShownRecord> records, Position end) {
    /** Looked at beyond the number of records: an offset may hold none, but the end of a transaction or a compacted one. */
    private static final long SPARE_OFFSETS = 16;

    private static final long WIDER = 8;

    private static final Comparator<ShownRecord> OLDEST_FIRST = Comparator.comparing(ShownRecord::time)
            .thenComparing(ShownRecord::partition)
            .thenComparing(ShownRecord::offset);

    NewestRecords {
        records = List.copyOf(records);
    }

    /** Reads them; holds as many in memory. */
    static NewestRecords read(Connection connection, RecordOptions options, int count) {
        long offsets = count + SPARE_OFFSETS;
        NewestRecords newest = ofLast(connection, options, count, offsets);
        while (newest.records().size() < count && hasMore(connection, options, offsets)) {
            offsets *= WIDER;
            newest = ofLast(connection, options, count, offsets);
        }
        return newest;
    }

    private static NewestRecords ofLast(Connection connection, RecordOptions options, int count, long offsets) {
        PriorityQueue<ShownRecord> newest = new PriorityQueue<>(OLDEST_FIRST);
        try (RecordCursor records = options.read(connection)
                .from(Position.last(offsets))
                .untilHead()
                .open()) {
            for (DpgRecord record : records) {
                newest.add(ShownRecords.of(record));
                if (newest.size() > count) {
                    newest.remove();
                }
            }
            return new NewestRecords(newest.stream().sorted(OLDEST_FIRST).toList(), records.position());
        }
    }

    /** Whether any partition holds records from before its last so many offsets. */
    private static boolean hasMore(Connection connection, RecordOptions options, long offsets) {
        return connection
                .data()
                .resolvePosition(ResolvePositionRequest.newBuilder()
                        .setProduct(options.product())
                        .setStart(Start.newBuilder().setLast(offsets))
                        .build())
                .getPartitionsList()
                .stream()
                .anyMatch(partition -> partition.getNextOffset() > partition.getEarliestOffset());
    }

    void write(RecordOutput output) {
        records.forEach(output::write);
    }
}
