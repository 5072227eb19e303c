package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.fakes.SampleViews;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.EncodedBatch;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.Slice;
import dev.dpg.gateway.view.View;
import dev.dpg.gateway.view.WireFields;
import dev.dpg.v1.Cursor;
import dev.dpg.v1.DecodeError;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code view} writes by hand is what the generated messages of dpg.v1 read. */
class EncodedViewTest {
    private static final View JSON = SampleViews.of(Encoding.JSON, 1000);
    private static final View RAW = SampleViews.of(Encoding.RAW, 1000);
    private static final PartitionId PARTITION = new PartitionId("flights", new UUID(1, 2), 3);

    @Test
    void tagsAreThoseOfTheGeneratedMessages() {
        assertTag(WireFields.FRAME_BATCH, Frame.getDescriptor(), "batch");
        Map<String, Integer> batch = Map.of(
                "partition", WireFields.BATCH_PARTITION,
                "records", WireFields.BATCH_RECORDS,
                "cursor", WireFields.BATCH_CURSOR,
                "kafka_batches", WireFields.BATCH_KAFKA_BATCHES,
                "first_offset", WireFields.BATCH_FIRST_OFFSET);
        batch.forEach((field, tag) -> assertTag(tag, RecordBatch.getDescriptor(), field));
        Map<String, Integer> cursor = Map.of(
                "partition", WireFields.CURSOR_PARTITION,
                "next_offset", WireFields.CURSOR_NEXT_OFFSET,
                "leader_epoch", WireFields.CURSOR_LEADER_EPOCH,
                "last_time", WireFields.CURSOR_LAST_TIME);
        cursor.forEach((field, tag) -> assertTag(tag, Cursor.getDescriptor(), field));
        Map<String, Integer> record = Map.of(
                "offset", WireFields.RECORD_OFFSET,
                "time", WireFields.RECORD_TIME,
                "raw_key", WireFields.RECORD_RAW_KEY,
                "json_key", WireFields.RECORD_JSON_KEY,
                "raw", WireFields.RECORD_RAW,
                "json", WireFields.RECORD_JSON,
                "message", WireFields.RECORD_MESSAGE,
                "tombstone", WireFields.RECORD_TOMBSTONE,
                "headers", WireFields.RECORD_HEADERS,
                "decode_error", WireFields.RECORD_DECODE_ERROR);
        record.forEach((field, tag) -> assertTag(tag, Record.getDescriptor(), field));
        assertTag(WireFields.HEADER_KEY, dev.dpg.v1.Header.getDescriptor(), "key");
        assertTag(WireFields.HEADER_VALUE, dev.dpg.v1.Header.getDescriptor(), "value");
        assertTag(WireFields.DECODE_ERROR_REASON, DecodeError.getDescriptor(), "reason");
        assertTag(WireFields.DECODE_ERROR_MESSAGE, DecodeError.getDescriptor(), "message");
        assertTag(WireFields.TIMESTAMP_SECONDS, Timestamp.getDescriptor(), "seconds");
        assertTag(WireFields.TIMESTAMP_NANOS, Timestamp.getDescriptor(), "nanos");
        assertThat(DecodeError.Reason.REASON_INVALID_VALUE_VALUE).isEqualTo(WireFields.REASON_INVALID_VALUE);
        assertThat(DecodeError.Reason.REASON_INVALID_KEY_VALUE).isEqualTo(WireFields.REASON_INVALID_KEY);
        assertThat(DecodeError.Reason.REASON_TOO_LARGE_VALUE).isEqualTo(WireFields.REASON_TOO_LARGE);
        assertThat(DecodeError.Reason.REASON_UNKNOWN_SCHEMA_VALUE).isEqualTo(WireFields.REASON_UNKNOWN_SCHEMA);
        assertThat(DecodeError.Reason.REASON_SCHEMA_MISMATCH_VALUE).isEqualTo(WireFields.REASON_SCHEMA_MISMATCH);
    }

    @Test
    void jsonTextComesUnchangedAndAPlainKeyAsAString() throws IOException {
        Record record = only(JSON, record(7, "CLT", "{ \"delay\" : -9.50 }"));
        assertThat(record.getOffset()).isEqualTo(7);
        assertThat(record.getTime()).isEqualTo(timestamp(1_700_000_000_123L));
        assertThat(record.getJsonKey()).isEqualTo("\"CLT\"");
        assertThat(record.getJson()).isEqualTo("{ \"delay\" : -9.50 }");
        assertThat(record.hasDecodeError()).isFalse();
    }

    @Test
    void keysThatAreJsonStayAsTheyAreAndOthersAreEscaped() throws IOException {
        assertThat(only(JSON, record(0, "123", "1")).getJsonKey()).isEqualTo("123");
        assertThat(only(JSON, record(0, "a\"b\\c\u0001é", "1")).getJsonKey()).isEqualTo("\"a\\\"b\\\\c\\u0001é\"");
        assertThat(only(JSON, record(0, "", "1")).getJsonKey()).isEqualTo("\"\"");
        assertThat(only(JSON, record(0, null, "1")).hasJsonKey()).isFalse();
    }

    @Test
    void keyThatIsNoTextGivesADecodeErrorWithTheValueBesideIt() throws IOException {
        LogRecord bad = new LogRecord(1, 0, ByteBuffer.wrap(new byte[] {(byte) 0xFF}), utf8("{}"), List.of());
        Record record = only(JSON, bad);
        assertThat(record.getDecodeError().getReason()).isEqualTo(DecodeError.Reason.REASON_INVALID_KEY);
        assertThat(record.hasJsonKey()).isFalse();
        assertThat(record.getJson()).isEqualTo("{}");
    }

    @Test
    void invalidValueGivesADecodeErrorWithoutItsContentAndTheNextRecordFollows() throws IOException {
        RecordBatch batch = encode(JSON, record(1, "k", "{\"secret\":}"), record(2, "k", "{}"));
        assertThat(batch.getRecordsCount()).isEqualTo(2);
        Record bad = batch.getRecords(0);
        assertThat(bad.getDecodeError().getReason()).isEqualTo(DecodeError.Reason.REASON_INVALID_VALUE);
        assertThat(bad.getDecodeError().getMessage()).contains("byte 10 of 11").doesNotContain("secret");
        assertThat(bad.hasJson()).isFalse();
        assertThat(bad.getJsonKey()).isEqualTo("\"k\"");
        assertThat(batch.getRecords(1).getJson()).isEqualTo("{}");
    }

    @Test
    void recordAboveTheLimitComesWithoutItsContent() throws IOException {
        Record record = only(RAW, record(5, "k", "x".repeat(1000)));
        assertThat(record.getDecodeError().getReason()).isEqualTo(DecodeError.Reason.REASON_TOO_LARGE);
        assertThat(record.hasRaw()).isFalse();
        assertThat(record.hasRawKey()).isFalse();
        assertThat(record.getOffset()).isEqualTo(5);
        assertThat(only(RAW, record(5, "k", "x".repeat(999))).getRaw().size()).isEqualTo(999);
    }

    @Test
    void tombstonesHeadersAndEmptyValuesAreToldApart() throws IOException {
        LogHeader with = new LogHeader("traceparent", new byte[] {1, 2});
        LogHeader without = new LogHeader("empty", null);
        Record tombstone = only(RAW, new LogRecord(3, -1, utf8("k"), null, List.of(with, without, with)));
        assertThat(tombstone.getTombstone()).isTrue();
        assertThat(tombstone.hasTime()).isFalse();
        assertThat(tombstone.hasRaw()).isFalse();
        assertThat(tombstone.getHeadersList()).extracting("key").containsExactly("traceparent", "empty", "traceparent");
        assertThat(tombstone.getHeaders(0).getValue().toByteArray()).containsExactly(1, 2);
        assertThat(tombstone.getHeaders(1).hasValue()).isFalse();
        assertThat(only(RAW, record(3, "k", "")).hasRaw()).isTrue();
    }

    @Test
    void chunksCoverTheirBatchWithoutAGapAndSlicesAreExact() throws IOException {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<LogRecord> records = randomRecords(random);
            long from = records.get(0).offset() - random.nextInt(3);
            long next = records.get(records.size() - 1).offset() + 1 + random.nextInt(3);
            List<Chunk> chunks = RAW.encode(new LogBatch(PARTITION, from, next, 4, records, next));
            List<Long> seen = new ArrayList<>();
            long at = from;
            for (Chunk chunk : chunks) {
                assertThat(chunk.fromOffset()).as("seed %d", seed).isEqualTo(at);
                while (at < chunk.nextOffset()) {
                    Slice slice =
                            chunk.slice(at, Long.MAX_VALUE, 1 + random.nextInt(5000), 1 + random.nextInt(20), true);
                    assertThat(slice.nextOffset()).as("seed %d", seed).isGreaterThan(at);
                    RecordBatch batch = batch(List.of(slice), slice.positionAfter(PartitionPosition.at(at)));
                    batch.getRecordsList().forEach(record -> seen.add(record.getOffset()));
                    assertThat(batch.getCursor().getNextOffset()).isEqualTo(slice.nextOffset());
                    at = slice.nextOffset();
                }
            }
            assertThat(at).as("seed %d", seed).isEqualTo(next);
            assertThat(seen)
                    .as("seed %d", seed)
                    .isEqualTo(records.stream().map(LogRecord::offset).toList());
        }
    }

    @Test
    void severalSlicesGoOutAsOneMessage() throws IOException {
        Chunk first = RAW.encode(new LogBatch(PARTITION, 0, 2, 4, List.of(record(0, "a", "1"), record(1, "b", "2")), 9))
                .get(0);
        Chunk second = RAW.encode(new LogBatch(PARTITION, 2, 9, 5, List.of(record(4, "c", "3")), 9))
                .get(0);
        Slice one = first.slice(1, Long.MAX_VALUE, 1000, 10, true);
        Slice two = second.slice(2, Long.MAX_VALUE, 1000, 10, true);
        RecordBatch batch = batch(List.of(one, two), two.positionAfter(PartitionPosition.at(2)));
        assertThat(batch.getPartition()).isEqualTo(3);
        assertThat(batch.getRecordsList()).extracting(Record::getOffset).containsExactly(1L, 4L);
        assertThat(batch.getCursor())
                .isEqualTo(Cursor.newBuilder()
                        .setPartition(3)
                        .setNextOffset(9)
                        .setLeaderEpoch(5)
                        .setLastTime(timestamp(1_700_000_000_123L))
                        .build());
    }

    private static List<LogRecord> randomRecords(Random random) {
        List<LogRecord> records = new ArrayList<>();
        long offset = random.nextInt(100);
        int count = 1 + random.nextInt(400);
        for (int i = 0; i < count; i++) {
            offset += 1 + random.nextInt(3);
            records.add(record(offset, "key" + offset, "v".repeat(random.nextInt(990))));
        }
        return records;
    }

    private static void assertTag(int tag, Descriptor message, String name) {
        FieldDescriptor field = message.findFieldByName(name);
        int wireType = field.getJavaType() == FieldDescriptor.JavaType.INT
                        || field.getJavaType() == FieldDescriptor.JavaType.LONG
                        || field.getJavaType() == FieldDescriptor.JavaType.BOOLEAN
                        || field.getJavaType() == FieldDescriptor.JavaType.ENUM
                ? 0
                : 2;
        assertThat(tag).as(field.getFullName()).isEqualTo(field.getNumber() << 3 | wireType);
    }

    private static Record only(View view, LogRecord record) throws IOException {
        RecordBatch batch = encode(view, record);
        assertThat(batch.getRecordsCount()).isEqualTo(1);
        return batch.getRecords(0);
    }

    private static RecordBatch encode(View view, LogRecord... records) throws IOException {
        long from = records[0].offset();
        long next = records[records.length - 1].offset() + 1;
        List<Chunk> chunks = view.encode(new LogBatch(PARTITION, from, next, 0, List.of(records), next));
        assertThat(chunks).hasSize(1);
        Slice slice = chunks.get(0).slice(from, Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, true);
        return batch(List.of(slice), slice.positionAfter(PartitionPosition.at(from)));
    }

    private static RecordBatch batch(List<Slice> slices, PartitionPosition position) throws IOException {
        EncodedBatch batch = new EncodedBatch(3, slices, position);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var stream = new OutboundFrame.Batch(batch).stream()) {
            assertThat(stream.available()).isEqualTo(batch.sizeBytes());
            stream.transferTo(bytes);
        }
        return Frame.parseFrom(bytes.toByteArray()).getBatch();
    }

    private static LogRecord record(long offset, @Nullable String key, String value) {
        return new LogRecord(offset, 1_700_000_000_123L, key == null ? null : utf8(key), utf8(value), List.of());
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    private static Timestamp timestamp(long millis) {
        return Timestamp.newBuilder()
                .setSeconds(millis / 1000)
                .setNanos((int) (millis % 1000) * 1_000_000)
                .build();
    }
}
