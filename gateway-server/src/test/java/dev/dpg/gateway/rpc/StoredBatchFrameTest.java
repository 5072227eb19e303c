package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.StoredBatches;
import dev.dpg.gateway.log.StoredBatches.StoredBatch;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.EncodedBatch;
import dev.dpg.gateway.view.Slice;
import dev.dpg.gateway.view.StoredChunks;
import dev.dpg.v1.Frame;
import dev.dpg.v1.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Batches as the log stores them, cut by positions and limits, and sent. */
class StoredBatchFrameTest {
    private static final PartitionId PARTITION = new PartitionId("flights", new UUID(1, 2), 3);
    private static final int ANY_BYTES = Integer.MAX_VALUE;
    private static final long NO_BOUND = Long.MAX_VALUE;

    /** Offsets 10 to 19, 20 to 29 and 35 to 39; behind the second one lies a marker, or something else without a record. */
    private static final StoredBatches LOG = stored(10, 42, batch(10, 19, 4), batch(20, 29, 4), batch(35, 39, 4));

    @Test
    void wholeBatchesAreSentWithTheRangeThatCounts() throws IOException {
        Slice all = only(LOG).slice(10, NO_BOUND, ANY_BYTES, NO_BOUND, true);

        assertThat(all.recordCount()).isEqualTo(25);
        assertThat(all.scannedCount()).isEqualTo(25);
        RecordBatch sent = send(all);
        assertThat(sent.getPartition()).isEqualTo(3);
        assertThat(sent.getRecordsCount()).isZero();
        assertThat(sent.getKafkaBatchesList()).containsExactly(content(10), content(20), content(35));
        assertThat(sent.getFirstOffset()).isEqualTo(10);
        assertThat(sent.getCursor().getNextOffset()).isEqualTo(42);
        assertThat(sent.getCursor().getLeaderEpoch()).isEqualTo(4);
        assertThat(sent.getCursor().getLastTime().getSeconds()).isEqualTo(39);
    }

    @Test
    void aReaderThatStandsInsideABatchIsSentAllOfItAndToldWhereToBegin() throws IOException {
        Slice rest = only(LOG).slice(27, NO_BOUND, ANY_BYTES, NO_BOUND, true);

        assertThat(rest.recordCount()).isEqualTo(8);
        assertThat(send(rest).getFirstOffset()).isEqualTo(27);
        assertThat(send(rest).getKafkaBatchesList()).containsExactly(content(20), content(35));
    }

    @Test
    void aBoundInsideABatchCutsIt() throws IOException {
        Slice bounded = only(LOG).slice(10, 23, ANY_BYTES, NO_BOUND, true);

        assertThat(bounded.recordCount()).isEqualTo(13);
        assertThat(bounded.nextOffset()).isEqualTo(23);
        assertThat(send(bounded).getKafkaBatchesList()).containsExactly(content(10), content(20));
        assertThat(send(bounded).getCursor().getNextOffset()).isEqualTo(23);
    }

    @Test
    void aLimitInsideABatchCutsItWhereverItLies() {
        List<Long> offsets = new ArrayList<>();
        LOG.batches().forEach(batch -> {
            for (long offset = batch.firstOffset(); offset <= batch.lastOffset(); offset++) {
                offsets.add(offset);
            }
        });
        for (long from = 10; from < 42; from++) {
            long begin = from;
            List<Long> left = offsets.stream().filter(offset -> offset >= begin).toList();
            for (int limit = 1; limit < 30; limit++) {
                Slice cut = only(LOG).slice(from, NO_BOUND, ANY_BYTES, limit, true);
                assertThat(cut.recordCount()).isEqualTo(Math.min(limit, left.size()));
                assertThat(cut.nextOffset()).isEqualTo(limit < left.size() ? left.get(limit - 1) + 1 : 42);
            }
        }
    }

    @Test
    void boundsBetweenBatchesMoveThePositionToThem() {
        Slice bounded = only(LOG).slice(20, 33, ANY_BYTES, NO_BOUND, true);
        assertThat(bounded.recordCount()).isEqualTo(10);
        assertThat(bounded.nextOffset()).isEqualTo(33);

        Slice nothing = only(LOG).slice(30, 33, ANY_BYTES, NO_BOUND, true);
        assertThat(nothing.recordCount()).isZero();
        assertThat(nothing.nextOffset()).isEqualTo(33);
    }

    @Test
    void asManyBatchesAreTakenAsFitAndOneThatDoesNotOnlyWhereItMay() {
        Chunk chunk = only(LOG);
        Slice two = chunk.slice(10, NO_BOUND, 2 * 14, NO_BOUND, true);
        assertThat(two.recordCount()).isEqualTo(20);
        assertThat(two.nextOffset()).isEqualTo(30);
        assertThat(two.sizeBytes()).isEqualTo(2 * 14);

        assertThat(chunk.slice(10, NO_BOUND, 5, NO_BOUND, true).nextOffset()).isEqualTo(20);
        assertThat(chunk.slice(10, NO_BOUND, 5, NO_BOUND, false).nextOffset()).isEqualTo(10);
    }

    @Test
    void readersThatGoOnSliceBySliceGetEachRecordOnce() {
        Chunk chunk = only(LOG);
        PartitionPosition at = PartitionPosition.at(10);
        int records = 0;
        while (at.nextOffset() < 42) {
            Slice slice = chunk.slice(at.nextOffset(), NO_BOUND, 1, 3, true);
            records += slice.recordCount();
            at = slice.positionAfter(at);
        }
        assertThat(records).isEqualTo(25);
        assertThat(at).isEqualTo(new PartitionPosition(42, 4, 39_000));
    }

    @Test
    void chunksHaveOneLeaderEpochAndCoverTheRangeWithoutAGap() {
        StoredBatches changed = stored(5, 60, batch(0, 9, 1), batch(20, 29, 1), batch(30, 39, 2), batch(50, 59, 3));

        List<Chunk> chunks = StoredChunks.of(changed);

        assertThat(chunks).extracting(Chunk::fromOffset).containsExactly(5L, 30L, 40L);
        assertThat(chunks).extracting(Chunk::nextOffset).containsExactly(30L, 40L, 60L);
        PartitionPosition before = PartitionPosition.at(5);
        assertThat(chunks.get(0).slice(5, NO_BOUND, ANY_BYTES, NO_BOUND, true).positionAfter(before))
                .isEqualTo(new PartitionPosition(30, 1, 29_000));
    }

    @Test
    void aRangeWithoutABatchMovesThePositionAndAnEmptyOneIsNothing() {
        Chunk chunk = only(stored(10, 20));
        assertThat(chunk.isStored()).isFalse();
        assertThat(chunk.slice(10, NO_BOUND, ANY_BYTES, NO_BOUND, true).nextOffset())
                .isEqualTo(20);
        assertThat(StoredChunks.of(stored(10, 10))).isEmpty();
    }

    @Test
    void offsetsThatAreFarApartStillFit() {
        long far = 3L * Integer.MAX_VALUE;
        List<Chunk> chunks = StoredChunks.of(stored(0, far + 10, batch(0, 9, 1), batch(far, far + 9, 1)));

        assertThat(chunks).extracting(Chunk::nextOffset).containsExactly(10L, far, far + 10);
        assertThat(chunks.get(2).slice(far, NO_BOUND, ANY_BYTES, NO_BOUND, true).recordCount())
                .isEqualTo(10);
    }

    private static StoredBatches stored(long from, long next, StoredBatch... batches) {
        int epoch = batches.length == 0 ? PartitionPosition.UNKNOWN : batches[batches.length - 1].leaderEpoch();
        return new StoredBatches(PARTITION, from, next, epoch, List.of(batches), next);
    }

    /** Its content is twelve bytes that stand for it; the last of its records is of that many seconds after 1970. */
    private static StoredBatch batch(long first, long last, int epoch) {
        return new StoredBatch(first, last, epoch, last * 1000, content(first).asReadOnlyByteBuffer());
    }

    private static ByteString content(long first) {
        return ByteString.copyFrom(ByteBuffer.allocate(12).putLong(first).rewind());
    }

    private static Chunk only(StoredBatches stored) {
        List<Chunk> chunks = StoredChunks.of(stored);
        assertThat(chunks).hasSize(1);
        return chunks.get(0);
    }

    private static RecordBatch send(Slice slice) throws IOException {
        PartitionPosition cursor = slice.positionAfter(PartitionPosition.at(slice.fromOffset()));
        EncodedBatch batch = new EncodedBatch(3, List.of(slice), cursor);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        batch.writeTo(out);
        assertThat(out.size()).isEqualTo(batch.sizeBytes());
        assertThat(batch.recordCount()).isEqualTo(slice.recordCount());
        return Frame.parseFrom(out.toByteArray()).getBatch();
    }
}
