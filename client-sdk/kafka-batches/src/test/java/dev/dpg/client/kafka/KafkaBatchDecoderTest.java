package dev.dpg.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.dpg.client.internal.stored.BatchDecoder;
import dev.dpg.client.internal.stored.StoredFrames;
import dev.dpg.client.internal.stored.UndecodableBatchException;
import dev.dpg.v1.Cursor;
import dev.dpg.v1.DecodeError;
import dev.dpg.v1.Header;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaBatchDecoderTest {
    private static final long TIME = 1_700_000_000_123L;
    private static final int ANY_SIZE = Integer.MAX_VALUE;
    private static final int CRC_AT = 17;
    private static final int BEHIND_CRC = 21;

    private final BatchDecoder decoder = new KafkaBatchDecoder();
    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void theClientFindsItOnTheClassPath() {
        assertThat(StoredFrames.installed()).containsInstanceOf(KafkaBatchDecoder.class);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void recordsAreThoseThatKafkaReads(CompressionType compression) throws Exception {
        for (int round = 0; round < 30; round++) {
            List<ByteString> batches = new ArrayList<>();
            List<Record> expected = new ArrayList<>();
            long first = random.nextLong(1L << 40);
            long next = first;
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                MemoryRecords batch = batch(compression, next, 1 + random.nextInt(50));
                batches.add(bytes(batch));
                batch.records().forEach(record -> expected.add(expected(record)));
                next = expected.get(expected.size() - 1).getOffset() + 1 + random.nextInt(3);
            }
            long from = round % 3 == 0 ? first : first + random.nextLong(next - first);
            long to = round % 3 == 0 ? next : from + 1 + random.nextLong(next - from);
            expected.removeIf(record -> record.getOffset() < from || record.getOffset() >= to);
            RecordBatch stored = stored(from, to, batches.toArray(ByteString[]::new));

            if (expected.isEmpty()) {
                assertThatThrownBy(() -> decoder.decode(stored, ANY_SIZE))
                        .isInstanceOf(UndecodableBatchException.class);
            } else {
                RecordBatch decoded = decoder.decode(stored, ANY_SIZE);
                assertThat(decoded.getRecordsList()).as("seed %d", seed).isEqualTo(expected);
                assertThat(decoded.getPartition()).isEqualTo(3);
                assertThat(decoded.getCursor()).isEqualTo(stored.getCursor());
                assertThat(decoded.getKafkaBatchesCount()).isZero();
            }
        }
    }

    @Test
    void theTimeOfWritingIsThatOfTheBatch() throws Exception {
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1024), (byte) 2, Compression.NONE, TimestampType.LOG_APPEND_TIME, 0, TIME);
        builder.append(new SimpleRecord(5, new byte[] {1}));
        builder.append(new SimpleRecord(6, new byte[] {2}));

        RecordBatch decoded = decoder.decode(stored(0, 2, bytes(builder.build())), ANY_SIZE);

        assertThat(decoded.getRecordsList())
                .allSatisfy(record -> assertThat(record.getTime()).isEqualTo(time(TIME)));
    }

    @Test
    void aRecordWithoutATimeHasNone() throws Exception {
        MemoryRecords batch = MemoryRecords.withRecords(0, Compression.NONE, 0, new SimpleRecord(-1, new byte[] {1}));

        assertThat(decoder.decode(stored(0, 1, bytes(batch)), ANY_SIZE)
                        .getRecords(0)
                        .hasTime())
                .isFalse();
    }

    @Test
    void aRecordThatIsTooLargeComesWithoutItsContentAsTheGatewayGivesIt() throws Exception {
        SimpleRecord large = new SimpleRecord(
                TIME, new byte[3], new byte[5], new RecordHeader[] {new RecordHeader("hä", new byte[2])});
        MemoryRecords batch = MemoryRecords.withRecords(
                0, Compression.NONE, 0, large, new SimpleRecord(TIME, new byte[3], new byte[8]));

        RecordBatch decoded = decoder.decode(stored(0, 2, bytes(batch)), 11);

        assertThat(decoded.getRecords(0))
                .isEqualTo(Record.newBuilder()
                        .setTime(time(TIME))
                        .setDecodeError(DecodeError.newBuilder()
                                .setReason(DecodeError.Reason.REASON_TOO_LARGE)
                                .setMessage("key, value and headers have 12 bytes; at most 11 are given"))
                        .build());
        assertThat(decoded.getRecords(1).getRaw().size()).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionType.class,
            names = {"GZIP", "LZ4", "ZSTD", "SNAPPY"})
    void aBatchThatInflatesToTooMuchIsRefused(CompressionType compression) {
        MemoryRecords batch = MemoryRecords.withRecords(
                0,
                Compression.of(compression).build(),
                0,
                new SimpleRecord(TIME, new byte[KafkaBatchDecoder.INFLATED_BYTES_MAX]));

        assertThatThrownBy(() -> decoder.decode(stored(0, 1, bytes(batch)), ANY_SIZE))
                .isInstanceOf(UndecodableBatchException.class)
                .hasMessageContaining("inflates to more than");
    }

    @Test
    void batchesThatInflateToTooMuchTogetherAreRefused() throws Exception {
        SimpleRecord half = new SimpleRecord(TIME, new byte[KafkaBatchDecoder.INFLATED_BYTES_MAX / 2]);
        MemoryRecords first = MemoryRecords.withRecords(0, Compression.zstd().build(), 0, half);
        MemoryRecords second = MemoryRecords.withRecords(1, Compression.zstd().build(), 0, half);

        assertThat(decoder.decode(stored(0, 1, bytes(first)), ANY_SIZE).getRecordsCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> decoder.decode(stored(0, 2, bytes(first), bytes(second)), ANY_SIZE))
                .isInstanceOf(UndecodableBatchException.class);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] whole = bytes(batch(CompressionType.NONE, 0, 3)).toByteArray();
        for (int bit = 0; bit < whole.length * 8; bit++) {
            // Offset and leader epoch are not covered by the checksum: brokers write them.
            if (bit / 8 >= 16 || (bit / 8 >= 8 && bit / 8 < 12)) {
                byte[] damaged = whole.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                RecordBatch stored = stored(0, 3, ByteString.copyFrom(damaged));
                assertThatThrownBy(() -> decoder.decode(stored, ANY_SIZE))
                        .isInstanceOf(UndecodableBatchException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void nonsenseUnderAGoodChecksumIsRefusedOrReadAndNothingElse(CompressionType compression) {
        byte[] whole = bytes(batch(compression, 0, 20)).toByteArray();
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                damaged[BEHIND_CRC + random.nextInt(damaged.length - BEHIND_CRC)] = (byte) random.nextInt();
            }
            CRC32C checksum = new CRC32C();
            checksum.update(damaged, BEHIND_CRC, damaged.length - BEHIND_CRC);
            ByteBuffer.wrap(damaged).putInt(CRC_AT, (int) checksum.getValue());
            try {
                assertThat(decoder.decode(stored(0, 20, ByteString.copyFrom(damaged)), ANY_SIZE)
                                .getRecordsCount())
                        .isBetween(1, 20);
            } catch (UndecodableBatchException refused) {
                assertThat(refused).hasMessageNotContaining("value");
            }
        }
    }

    @Test
    void otherFormatsHolesAndControlBatchesAreRefused() {
        MemoryRecords old = MemoryRecords.withRecords(
                (byte) 1, 0, Compression.NONE, TimestampType.CREATE_TIME, new SimpleRecord(TIME, new byte[50]));
        MemoryRecordsBuilder holes =
                MemoryRecords.builder(ByteBuffer.allocate(1024), Compression.NONE, TimestampType.CREATE_TIME, 0, 0);
        holes.appendWithOffset(0, new SimpleRecord(TIME, new byte[] {1}));
        holes.appendWithOffset(2, new SimpleRecord(TIME, new byte[] {1}));

        for (MemoryRecords refused : List.of(old, holes.build())) {
            assertThatThrownBy(() -> decoder.decode(stored(0, 3, bytes(refused)), ANY_SIZE))
                    .isInstanceOf(UndecodableBatchException.class);
        }
    }

    private MemoryRecords batch(CompressionType compression, long offset, int count) {
        SimpleRecord[] records = new SimpleRecord[count];
        for (int i = 0; i < count; i++) {
            RecordHeader[] headers = new RecordHeader[random.nextInt(5) == 0 ? random.nextInt(4) : 0];
            for (int header = 0; header < headers.length; header++) {
                headers[header] = new RecordHeader("h" + header, random.nextBoolean() ? content(10) : null);
            }
            records[i] = new SimpleRecord(
                    TIME + random.nextInt(2_000) - 1_000,
                    random.nextInt(4) == 0 ? null : content(20),
                    random.nextInt(8) == 0 ? null : content(300),
                    headers);
        }
        return MemoryRecords.withRecords(offset, Compression.of(compression).build(), 5, records);
    }

    private byte[] content(int lengthMax) {
        return "value ".repeat(random.nextInt(lengthMax)).getBytes(StandardCharsets.UTF_8);
    }

    private static Record expected(org.apache.kafka.common.record.internal.Record stored) {
        Record.Builder record = Record.newBuilder().setOffset(stored.offset()).setTime(time(stored.timestamp()));
        ByteString key = copy(stored.hasKey() ? stored.key() : null);
        if (key != null) {
            record.setRawKey(key);
        }
        ByteString value = copy(stored.hasValue() ? stored.value() : null);
        if (value == null) {
            record.setTombstone(true);
        } else {
            record.setRaw(value);
        }
        for (var header : stored.headers()) {
            Header.Builder one = Header.newBuilder().setKey(header.key());
            if (header.value() != null) {
                one.setValue(ByteString.copyFrom(header.value()));
            }
            record.addHeaders(one);
        }
        return record.build();
    }

    private static @Nullable ByteString copy(@Nullable ByteBuffer bytes) {
        return bytes == null ? null : ByteString.copyFrom(bytes.duplicate());
    }

    private static Timestamp time(long millis) {
        return Timestamp.newBuilder()
                .setSeconds(millis / 1000)
                .setNanos((int) (millis % 1000) * 1_000_000)
                .build();
    }

    private static RecordBatch stored(long from, long next, ByteString... batches) {
        return RecordBatch.newBuilder()
                .setPartition(3)
                .setFirstOffset(from)
                .setCursor(
                        Cursor.newBuilder().setPartition(3).setNextOffset(next).setLeaderEpoch(5))
                .addAllKafkaBatches(List.of(batches))
                .build();
    }

    private static ByteString bytes(MemoryRecords records) {
        return ByteString.copyFrom(records.buffer().duplicate());
    }
}
