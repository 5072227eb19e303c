package dev.dpg.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.Salt;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records of a product with a key, an object and a list, and views of them that are restricted. */
final class RestrictedSamples {
    static final RecordType TYPE = RecordType.of(List.of(
            field("id", FieldType.STRING, 1),
            field("region", FieldType.STRING, 2),
            field("email", FieldType.STRING, 3),
            field("customer", FieldType.OBJECT, 4),
            field("customer.name", FieldType.STRING, 1),
            field("customer.born", FieldType.DATE, 2),
            field("lines", FieldType.ARRAY, 5),
            field("lines[]", FieldType.OBJECT, 0),
            field("lines[].iban", FieldType.STRING, 1),
            field("lines[].amount", FieldType.INTEGER, 2)));
    static final RecordCodec CODEC = RecordCodecs.of(PayloadFormat.JSON, SchemaOrigin.NONE, TYPE, SchemaSource.NONE);
    static final int NO_LIMIT = 1_000_000;

    private RestrictedSamples() {}

    private static Field field(String path, FieldType type, int number) {
        return new Field(path, type, false, "").numbered(number);
    }

    static View plain(Encoding encoding) {
        return new View(CODEC, encoding, Selection.ALL, Wanted.ALL, NO_LIMIT);
    }

    static View restricted(Map<String, Mask> masks, int salt, String... keyFields) {
        return plain(Encoding.JSON).under(new Restrictions(masks, salt(salt), Optional.empty(), List.of(keyFields)));
    }

    static Restrictions rows(String text) {
        Filter rule = FilterCompiler.compile(text, CODEC, ValueKind.STRING);
        return new Restrictions(Map.of(), Salt.NONE, Optional.of(rule), List.of());
    }

    static Wanted wanted(String text) {
        return new Wanted(Optional.of(FilterCompiler.compile(text, CODEC, ValueKind.STRING)), Optional.empty());
    }

    static Salt salt(int number) {
        return Salt.of(bytes("salt of application " + number));
    }

    static String keyOf(View view, LogRecord record) {
        return only(view, record).getJsonKey();
    }

    static Record only(View view, LogRecord record) {
        List<Record> records = records(view, List.of(record));
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    static List<Record> records(View view, List<LogRecord> records) {
        List<Record> given = new ArrayList<>();
        for (Chunk chunk : view.encode(batch(records))) {
            try {
                given.addAll(RecordBatch.parseFrom(ByteString.copyFrom(chunk.bytes(), 0, sizeOf(chunk)))
                        .getRecordsList());
            } catch (InvalidProtocolBufferException broken) {
                throw new AssertionError(broken);
            }
        }
        return given;
    }

    static int sizeOf(Chunk chunk) {
        int count = chunk.recordCount();
        return count == 0 ? 0 : chunk.endOf(count - 1);
    }

    static LogBatch batch(List<LogRecord> records) {
        long from = records.get(0).offset();
        long next = records.get(records.size() - 1).offset() + 1;
        return new LogBatch(new PartitionId("t", new UUID(0, 1), 0), from, next, 4, records, next);
    }

    static LogRecord record(long offset, @Nullable String key, String value, List<LogHeader> headers) {
        return new LogRecord(offset, 1_000 + offset, key == null ? null : buffer(key), buffer(value), headers);
    }

    static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
