package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.WireBuffer;
import dev.dpg.gateway.log.StoredBatches;
import dev.dpg.gateway.log.StoredBatches.StoredBatch;
import java.util.ArrayList;
import java.util.List;

/** Makes chunks of batches as the log stores them: nothing is decoded. Pure. */
public final class StoredChunks {
    private StoredChunks() {}

    /**
     * Copies a range. The chunks cover it without a gap: at least one chunk where it isn't empty, none where it is. Batches of one
     * chunk have one leader epoch.
     */
    public static List<Chunk> of(StoredBatches stored) {
        List<Chunk> chunks = new ArrayList<>();
        List<StoredBatch> batches = stored.batches();
        long from = stored.fromOffset();
        int first = 0;
        while (first < batches.size()) {
            long begin = batches.get(first).firstOffset();
            if (begin - from > Integer.MAX_VALUE / 2) {
                chunks.add(Chunk.empty(from, begin));
                from = begin;
            }
            int end = endOfChunk(batches, first, from);
            long next = end == batches.size()
                    ? stored.nextOffset()
                    : batches.get(end - 1).lastOffset() + 1;
            chunks.add(chunk(from, next, batches.subList(first, end)));
            from = next;
            first = end;
        }
        if (chunks.isEmpty() && from < stored.nextOffset()) {
            chunks.add(Chunk.empty(from, stored.nextOffset()));
        }
        return chunks;
    }

    private static int endOfChunk(List<StoredBatch> batches, int first, long from) {
        int size = 0;
        int end = first;
        int epoch = batches.get(first).leaderEpoch();
        while (end < batches.size() && size < ChunkBuilder.CHUNK_BYTES) {
            StoredBatch batch = batches.get(end);
            boolean fits = batch.leaderEpoch() == epoch && batch.lastOffset() - from <= Integer.MAX_VALUE;
            if (end > first && !fits) {
                return end;
            }
            size += batch.bytes().remaining();
            end++;
        }
        return end;
    }

    private static Chunk chunk(long from, long next, List<StoredBatch> batches) {
        int count = batches.size();
        int[] firsts = new int[count];
        int[] lasts = new int[count];
        int[] ends = new int[count];
        long[] times = new long[count];
        WireBuffer out =
                new WireBuffer(batches.stream().mapToInt(StoredChunks::wireSize).sum());
        for (int i = 0; i < count; i++) {
            StoredBatch batch = batches.get(i);
            out.writeByte(WireFields.BATCH_KAFKA_BATCHES);
            out.writeVarint(batch.bytes().remaining());
            out.writeBytes(batch.bytes());
            firsts[i] = (int) (batch.firstOffset() - from);
            lasts[i] = (int) (batch.lastOffset() - from);
            ends[i] = out.size();
            times[i] = batch.lastTime();
        }
        return new Chunk(
                from,
                next,
                batches.get(count - 1).leaderEpoch(),
                out.size() == out.array().length ? out.array() : out.copy(),
                Chunk.Index.ofStored(firsts, ends, lasts, times));
    }

    private static int wireSize(StoredBatch batch) {
        int content = batch.bytes().remaining();
        return 1 + WireBuffer.varintSize(content) + content;
    }
}
