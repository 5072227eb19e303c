package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.WireBuffer;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionPosition;
import java.util.Arrays;
import java.util.List;

/** Puts one chunk together. Not thread-safe. */
final class ChunkBuilder {
    /** Chunks are closed when they reach this size, so that readers can be served in small steps. */
    static final int CHUNK_BYTES = 128 * 1024;

    private final long fromOffset;
    private final WireBuffer out;
    private final RecordWriter writer;
    private int[] ends;
    private int[] offsetDeltas;
    private long[] times;
    private int count;
    private final OffsetRuns.Builder leftOut = new OffsetRuns.Builder();
    private final OffsetRuns.Builder failed = new OffsetRuns.Builder();
    private final OffsetRuns.Builder withheld = new OffsetRuns.Builder();
    private final OffsetRuns.Builder unreadable = new OffsetRuns.Builder();
    private final TraceTags traces = new TraceTags();
    /** Of the last record, where it was left out. */
    private long lastTime = PartitionPosition.UNKNOWN;

    /**
     * Begins a chunk.
     *
     * @param fromOffset the first offset covered
     * @param recordsEstimate how many records may come
     * @param bytesEstimate how much they may come to
     */
    ChunkBuilder(long fromOffset, int recordsEstimate, int bytesEstimate, View view) {
        this.fromOffset = fromOffset;
        this.out = new WireBuffer(Math.min(bytesEstimate, CHUNK_BYTES + CHUNK_BYTES / 4));
        this.writer = new RecordWriter(view, out);
        this.ends = new int[recordsEstimate];
        this.offsetDeltas = new int[recordsEstimate];
        this.times = new long[recordsEstimate];
    }

    /** Whether a record with this offset can be the next one. */
    boolean takes(long offset) {
        return out.size() < CHUNK_BYTES && offset - fromOffset <= Integer.MAX_VALUE;
    }

    void add(LogRecord record) {
        if (count == ends.length) {
            int larger = Math.max(8, count * 2);
            ends = Arrays.copyOf(ends, larger);
            offsetDeltas = Arrays.copyOf(offsetDeltas, larger);
            times = Arrays.copyOf(times, larger);
        }
        boolean readable = writer.write(record);
        traces.look(record, count);
        ends[count] = out.size();
        int delta = (int) (record.offset() - fromOffset);
        if (!readable) {
            unreadable.add(delta);
        }
        offsetDeltas[count] = delta;
        times[count] = record.timestamp();
        count++;
        lastTime = PartitionPosition.UNKNOWN;
    }

    /** A record that nobody wants. */
    void leaveOut(LogRecord record, boolean filterFailed) {
        int delta = (int) (record.offset() - fromOffset);
        leftOut.add(delta);
        if (filterFailed) {
            failed.add(delta);
        }
        lastTime = record.timestamp();
    }

    /** A record that must not be known of: nothing of it counts but that the position moves behind it. */
    void withhold(LogRecord record) {
        withheld.add((int) (record.offset() - fromOffset));
    }

    /**
     * Records that nobody wants: those from one place to before another, as many as it takes. Answers the place of the first one
     * that it does not.
     */
    int leaveOut(List<LogRecord> records, int from, int to) {
        long first = records.get(from).offset();
        LogRecord last = records.get(to - 1);
        boolean neighbours = last.offset() - first == to - 1 - from;
        if (neighbours && takes(last.offset())) {
            leftOut.add((int) (first - fromOffset), (int) (last.offset() - fromOffset) + 1);
            lastTime = last.timestamp();
            return to;
        }
        int at = from;
        while (at < to && takes(records.get(at).offset())) {
            leaveOut(records.get(at), false);
            at++;
        }
        return at;
    }

    /** The chunk, which covers what lies before an offset. */
    Chunk build(long nextOffset, int leaderEpoch) {
        if (count < ends.length) {
            ends = Arrays.copyOf(ends, count);
            offsetDeltas = Arrays.copyOf(offsetDeltas, count);
            times = Arrays.copyOf(times, count);
        }
        Chunk.Index index = new Chunk.Index(ends, offsetDeltas, times, leftOut.build(), failed.build(), lastTime);
        Chunk.Notes notes = new Chunk.Notes(writer.schemas(), traces.found(), unreadable.build(), withheld.build());
        return new Chunk(fromOffset, nextOffset, leaderEpoch, out.take(), index, notes);
    }
}
