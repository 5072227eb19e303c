package dev.dpg.gateway.view;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of reading a product: a pure function from batches of the log to chunks of encoded records. Views are values:
 * equal ones encode equally, so readers with equal views share their chunks. Thread-safe.
 *
 * @param format how values are stored
 * @param encoding how they are given
 * @param recordBytesMax a record with more bytes of key, value and headers is given without them
 */
public record View(PayloadFormat format, Encoding encoding, int recordBytesMax) {
    /** Chunks are closed when they reach this size, so that readers can be served in small steps. */
    static final int CHUNK_BYTES = 128 * 1024;

    /** Wire bytes of a record besides its key, value and headers, as a rule. */
    private static final int RECORD_OVERHEAD_BYTES = 40;

    /**
     * Encodes a batch. The chunks cover its range without a gap: at least one chunk where the range isn't empty, none
     * where it is. The batch's buffers are read during the call only.
     */
    public List<Chunk> encode(LogBatch batch) {
        if (batch.fromOffset() == batch.nextOffset()) {
            return List.of();
        }
        if (batch.records().isEmpty()) {
            return List.of(Chunk.empty(batch.fromOffset(), batch.nextOffset()));
        }
        List<Chunk> chunks = new ArrayList<>();
        List<LogRecord> records = batch.records();
        long from = batch.fromOffset();
        int first = 0;
        while (first < records.size()) {
            long start = records.get(first).offset();
            if (start - from > Integer.MAX_VALUE) {
                chunks.add(Chunk.empty(from, start));
                from = start;
            }
            int end = endOfChunk(records, first, from);
            long next = end == records.size()
                    ? batch.nextOffset()
                    : records.get(end).offset();
            chunks.add(chunk(records.subList(first, end), from, next, batch.leaderEpoch()));
            from = next;
            first = end;
        }
        return chunks;
    }

    /** Where the chunk that begins with a record ends: when it is large enough, or its offsets spread too far. */
    private int endOfChunk(List<LogRecord> records, int first, long from) {
        int size = 0;
        int end = first;
        while (end < records.size() && size < CHUNK_BYTES && records.get(end).offset() - from <= Integer.MAX_VALUE) {
            size += encodedEstimate(records.get(end));
            end++;
        }
        return end;
    }

    private Chunk chunk(List<LogRecord> records, long from, long next, int leaderEpoch) {
        int count = records.size();
        WireBuffer out =
                new WireBuffer(records.stream().mapToInt(this::encodedEstimate).sum());
        RecordWriter writer = new RecordWriter(encoding, recordBytesMax, out);
        Chunk.Index index = new Chunk.Index(new int[count], new int[count], new long[count]);
        for (int i = 0; i < count; i++) {
            LogRecord record = records.get(i);
            writer.write(record);
            index.ends()[i] = out.size();
            index.offsetDeltas()[i] = (int) (record.offset() - from);
            index.times()[i] = record.timestamp();
        }
        return new Chunk(from, next, leaderEpoch, out.copy(), index);
    }

    private int encodedEstimate(LogRecord record) {
        int stored = RecordWriter.storedBytes(record);
        return RECORD_OVERHEAD_BYTES + (stored > recordBytesMax ? RECORD_OVERHEAD_BYTES : stored);
    }
}
