package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.StoredBatches;
import dev.dpg.gateway.log.StoredBatches.StoredBatch;
import dev.dpg.gateway.log.kafka.BatchFetcher.AbortedTransaction;
import dev.dpg.gateway.log.kafka.BatchFetcher.Fetched;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which batches are passed on, which are passed over, and where it stops. The batches are made by Kafka's own classes. */
class StoredBatchScanTest {
    private static final PartitionId PARTITION = new PartitionId("orders", new UUID(0, 1), 0);
    private static final long ALL = Long.MAX_VALUE;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<AbortedTransaction> aborted = new ArrayList<>();

    @Test
    void batchesOfAllCompressionsAreTakenByteByByte() {
        long offset = 0;
        for (CompressionType type : CompressionType.values()) {
            append(MemoryRecords.withRecords(offset, Compression.of(type).build(), 7, records(100 * type.id, 10)));
            offset += 10;
        }

        StoredBatches found = scan(0, ALL);

        assertThat(found.nextOffset()).isEqualTo(offset);
        assertThat(found.leaderEpoch()).isEqualTo(7);
        assertThat(found.batches()).hasSize(CompressionType.values().length);
        StoredBatch third = found.batches().get(2);
        assertThat(third.firstOffset()).isEqualTo(20);
        assertThat(third.lastOffset()).isEqualTo(29);
        assertThat(third.lastTime()).isEqualTo(209);
        assertThat(together(found)).isEqualTo(ByteBuffer.wrap(log.toByteArray()));
    }

    @Test
    void theFirstBatchMayBeginBeforeThePositionAndEarlierOnesAreLeftOut() {
        append(plain(0, 10));
        append(plain(10, 10));
        append(plain(20, 10));

        StoredBatches found = scan(15, ALL);

        assertThat(found.fromOffset()).isEqualTo(15);
        assertThat(ranges(found)).containsExactly("10-19", "20-29");
    }

    @Test
    void abortedTransactionsAndMarkersAreOffsetsWithoutARecord() {
        append(transactional(0, 5, 1));
        append(transactional(5, 5, 2));
        append(plain(10, 5));
        append(transactional(15, 5, 1));
        append(marker(20, 1, ControlRecordType.ABORT));
        append(transactional(21, 4, 1));
        append(marker(25, 1, ControlRecordType.COMMIT));
        append(marker(26, 2, ControlRecordType.COMMIT));
        aborted.add(new AbortedTransaction(1, 0));

        StoredBatches found = scan(0, 27);

        assertThat(ranges(found)).containsExactly("5-9", "10-14", "21-24");
        assertThat(found.nextOffset()).isEqualTo(27);
        assertThat(found.endOffset()).isEqualTo(27);
    }

    @Test
    void aTransactionThatWasAbortedLaterDoesNotTakeItsProducersEarlierOneAlong() {
        append(transactional(0, 3, 1));
        append(marker(3, 1, ControlRecordType.COMMIT));
        append(transactional(4, 3, 1));
        append(marker(7, 1, ControlRecordType.ABORT));
        aborted.add(new AbortedTransaction(1, 4));

        assertThat(ranges(scan(0, 8))).containsExactly("0-2");
    }

    @Test
    void nothingButAbortedRecordsStillMovesThePosition() {
        append(transactional(0, 3, 1));
        append(marker(3, 1, ControlRecordType.ABORT));
        aborted.add(new AbortedTransaction(1, 0));

        StoredBatches found = scan(0, 4);

        assertThat(found.batches()).isEmpty();
        assertThat(found.nextOffset()).isEqualTo(4);
        assertThat(found.leaderEpoch()).isEqualTo(PartitionPosition.UNKNOWN);
    }

    @Test
    void aBatchThatCompactionLeftHolesInEndsTheRange() {
        append(plain(0, 10));
        append(withHoles(10, 12, 19));
        append(plain(20, 10));

        assertThat(ranges(scan(0, ALL))).containsExactly("0-9");
        assertThat(find(10, ALL)).isNull();
        assertThat(ranges(scan(20, ALL))).containsExactly("20-29");
    }

    @Test
    void anOlderFormatEndsTheRange() {
        append(plain(0, 10));
        append(MemoryRecords.withRecords(
                RecordBatch.MAGIC_VALUE_V1, 10, Compression.NONE, TimestampType.CREATE_TIME, records(0, 3)));

        assertThat(ranges(scan(0, ALL))).containsExactly("0-9");
        assertThat(find(10, ALL)).isNull();
    }

    @Test
    void aBatchThatIsDamagedEndsTheRange() {
        append(plain(0, 10));
        int whole = log.size();
        append(plain(10, 10));
        byte[] bytes = log.toByteArray();
        bytes[bytes.length - 1] ^= 1;

        Fetched fetched = new Fetched(ByteBuffer.wrap(bytes), aborted, ALL);
        assertThat(together(required(StoredBatchScan.scan(PARTITION, 0, fetched)))
                        .remaining())
                .isEqualTo(whole);
        assertThat(StoredBatchScan.scan(PARTITION, 10, fetched)).isNull();
    }

    @Test
    void aBatchThatIsTooLargeEndsTheRange() {
        append(plain(0, 10));
        byte[] large = new byte[StoredBatchScan.BATCH_BYTES_MAX];
        append(MemoryRecords.withRecords(10, Compression.NONE, 0, new SimpleRecord(0, large)));

        assertThat(ranges(scan(0, ALL))).containsExactly("0-9");
    }

    @Test
    void whatIsCutOffIsLeftOutWhereverTheCutIs() {
        append(plain(0, 10));
        int first = log.size();
        append(plain(10, 10));
        byte[] bytes = log.toByteArray();
        for (int length = 0; length < bytes.length; length++) {
            Fetched fetched = new Fetched(ByteBuffer.wrap(bytes, 0, length), aborted, ALL);
            StoredBatches found = StoredBatchScan.scan(PARTITION, 0, fetched);
            if (length < first) {
                assertThat(found).isNull();
            } else {
                assertThat(ranges(required(found))).containsExactly("0-9");
            }
        }
    }

    @Test
    void whatIsNotStableYetIsLeftOut() {
        append(plain(0, 10));
        append(plain(10, 10));

        assertThat(ranges(scan(0, 15))).containsExactly("0-9");
    }

    @Test
    void theEndOfTheLogIsAnEmptyRangeAndAnyOtherEmptinessIsNot() {
        assertThat(scan(5, 5).nextOffset()).isEqualTo(5);
        assertThat(find(5, 9)).isNull();
        assertThat(find(5, 3)).isNull();
    }

    private StoredBatches scan(long from, long lastStableOffset) {
        return required(find(from, lastStableOffset));
    }

    private @Nullable StoredBatches find(long from, long lastStableOffset) {
        Fetched fetched = new Fetched(ByteBuffer.wrap(log.toByteArray()), aborted, lastStableOffset);
        return StoredBatchScan.scan(PARTITION, from, fetched);
    }

    private static StoredBatches required(@Nullable StoredBatches found) {
        if (found == null) {
            throw new AssertionError("nothing can be passed on");
        }
        return found;
    }

    private static List<String> ranges(StoredBatches found) {
        return found.batches().stream()
                .map(batch -> batch.firstOffset() + "-" + batch.lastOffset())
                .toList();
    }

    private static ByteBuffer together(StoredBatches found) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (StoredBatch batch : found.batches()) {
            byte[] bytes = new byte[batch.bytes().remaining()];
            batch.bytes().duplicate().get(bytes);
            all.writeBytes(bytes);
        }
        return ByteBuffer.wrap(all.toByteArray());
    }

    private void append(MemoryRecords records) {
        ByteBuffer bytes = records.buffer().duplicate();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        log.writeBytes(copy);
    }

    private static MemoryRecords plain(long offset, int count) {
        return MemoryRecords.withRecords(offset, Compression.NONE, 0, records(offset, count));
    }

    private static MemoryRecords transactional(long offset, int count, long producer) {
        return MemoryRecords.withTransactionalRecords(
                offset, Compression.NONE, producer, (short) 0, 0, 0, records(offset, count));
    }

    private static MemoryRecords marker(long offset, long producer, ControlRecordType type) {
        return MemoryRecords.withEndTransactionMarker(
                offset, 0, 0, producer, (short) 0, new EndTransactionMarker(type, 0));
    }

    private static MemoryRecords withHoles(long... offsets) {
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1024), Compression.NONE, TimestampType.CREATE_TIME, offsets[0], 0);
        for (long offset : offsets) {
            builder.appendWithOffset(offset, new SimpleRecord(offset, new byte[] {1}));
        }
        return builder.build();
    }

    private static SimpleRecord[] records(long firstTime, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SimpleRecord(firstTime + i, ("value " + i).getBytes(StandardCharsets.UTF_8)))
                .toArray(SimpleRecord[]::new);
    }
}
