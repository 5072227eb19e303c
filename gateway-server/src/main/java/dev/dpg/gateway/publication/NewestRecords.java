package dev.dpg.gateway.publication;

import dev.dpg.gateway.draft.SampledRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last records of those that were read one after the other, so many of them and of their bytes: a stretch of the log may hold
 * any amount. Not thread-safe.
 */
final class NewestRecords {
    private final int recordsMax;
    private final long bytesMax;
    private final Deque<SampledRecord> records = new ArrayDeque<>();
    private long bytes;
    private boolean lostBytes;

    /**
     * @param recordsMax at least 1
     * @param bytesMax but for one record, which is kept whatever its size
     */
    NewestRecords(int recordsMax, long bytesMax) {
        this.recordsMax = recordsMax;
        this.bytesMax = bytesMax;
    }

    void add(SampledRecord record) {
        records.addLast(record);
        bytes += record.bytes();
        while (records.size() > 1 && (records.size() > recordsMax || bytes > bytesMax)) {
            lostBytes |= records.size() <= recordsMax;
            bytes -= records.removeFirst().bytes();
        }
    }

    /** Whether one was dropped although there were not too many. */
    boolean lostBytes() {
        return lostBytes;
    }

    /** The oldest first. */
    List<SampledRecord> list() {
        return List.copyOf(records);
    }
}
