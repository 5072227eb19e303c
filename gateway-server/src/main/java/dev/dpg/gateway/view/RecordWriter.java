package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.TextHash;
import dev.dpg.gateway.codec.Utf8;
import dev.dpg.gateway.codec.WireBuffer;
import dev.dpg.gateway.filter.StoredBytes;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.view.RecordForm.KeyForm;
import dev.dpg.gateway.view.Restrictions.KeyCare;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Appends records to a buffer as {@code records} fields of a {@code RecordBatch}. Not thread-safe. */
final class RecordWriter {
    private static final long NO_TIMESTAMP = -1;
    private static final int QUOTED_HASH_BYTES = TextHash.DIGITS + 2;

    private final Encoding encoding;
    private final int recordBytesMax;
    private final WireBuffer out;
    private final JsonText json = new JsonText();
    private final ValueWriter values;
    private final SchemaTags tags;
    private final boolean masked;
    private final KeyCare keyCare;
    private final @Nullable TextHash keyHash;
    private byte[] hashedKey = {};
    private int schemaId;

    RecordWriter(View view, WireBuffer out) {
        this.encoding = view.encoding();
        this.recordBytesMax = view.recordBytesMax();
        this.values = view.valueWriter();
        this.tags = view.schemaTags();
        this.masked = view.isMasked();
        this.keyCare = view.keyCare();
        this.keyHash = view.keyHash();
        this.out = out;
    }

    /** Bytes of a record as stored: key, value and headers. */
    static int storedBytes(LogRecord record) {
        int size = remaining(record.key()) + remaining(record.value());
        for (LogHeader header : record.headers()) {
            byte[] value = header.value();
            size += header.key().length() + (value == null ? 0 : value.length);
        }
        return size;
    }

    /** Writes a record; answers whether all of it could be read. */
    boolean write(LogRecord record) {
        RecordForm form = form(record);
        ByteBuffer value = record.value();
        schemaId = encoding == Encoding.RAW && value != null && form.withValue() ? tags.of(value) : 0;
        out.writeByte(WireFields.BATCH_RECORDS);
        out.writeVarint(bodySize(record, form));
        writeBody(record, form);
        return form.errorReason() == 0;
    }

    /** The schemas that the records written so far refer to. */
    List<SchemaNotice> schemas() {
        return tags.notices();
    }

    private RecordForm form(LogRecord record) {
        int stored = storedBytes(record);
        if (stored > recordBytesMax) {
            return masked ? RecordForm.tooLargeMasked(recordBytesMax) : RecordForm.tooLarge(stored, recordBytesMax);
        }
        return encoding == Encoding.RAW ? RecordForm.RAW : decodedForm(record);
    }

    private RecordForm decodedForm(LogRecord record) {
        KeyForm key = keyForm(record.key());
        ByteBuffer value = record.value();
        if (value != null) {
            RecordForm unreadable = values.encode(value, key);
            if (unreadable != null) {
                return unreadable;
            }
        }
        boolean unreadableKey = key == KeyForm.ABSENT && record.key() != null && keyCare == KeyCare.AS_STORED;
        return unreadableKey ? RecordForm.INVALID_KEY : RecordForm.json(key);
    }

    private KeyForm keyForm(@Nullable ByteBuffer key) {
        if (key == null || keyCare == KeyCare.LEFT_OUT) {
            return KeyForm.ABSENT;
        }
        int start = stage(key);
        KeyForm form = KeyForm.ABSENT;
        if (keyHash != null) {
            StoredBytes text = new StoredBytes(out.array(), start, out.size()).keyText();
            hashedKey = keyHash.digits(text.bytes(), text.from(), text.to());
            form = KeyForm.HASH;
        } else if (json.firstFault(out.array(), start, out.size()) == JsonText.VALID) {
            form = KeyForm.JSON;
        } else if (Utf8.isValid(out.array(), start, out.size())) {
            form = KeyForm.JSON_STRING;
        }
        out.rewindTo(start);
        return form;
    }

    /** Puts bytes behind what is written, where they can be judged as an array; answers where they start. */
    private int stage(ByteBuffer bytes) {
        int start = out.size();
        out.writeBytes(bytes);
        return start;
    }

    private int bodySize(LogRecord record, RecordForm form) {
        int size = keySize(record.key(), form.key());
        if (record.offset() != 0) {
            size += 1 + WireBuffer.varintSize(record.offset());
        }
        if (record.timestamp() != NO_TIMESTAMP) {
            size += 1 + WireTime.size(record.timestamp());
        }
        if (record.value() == null) {
            size += 2;
        } else if (form.withValue()) {
            size += fieldSize(encoding == Encoding.RAW ? remaining(record.value()) : values.size());
        }
        if (form.withHeaders() && !masked) {
            for (LogHeader header : record.headers()) {
                size += fieldSize(headerSize(header));
            }
        }
        if (schemaId != 0) {
            size += 1 + WireBuffer.varintSize(schemaId);
        }
        return form.errorReason() == 0 ? size : size + fieldSize(errorSize(form));
    }

    private void writeBody(LogRecord record, RecordForm form) {
        if (record.offset() != 0) {
            out.writeByte(WireFields.RECORD_OFFSET);
            out.writeVarint(record.offset());
        }
        if (record.timestamp() != NO_TIMESTAMP) {
            out.writeByte(WireFields.RECORD_TIME);
            WireTime.write(out, record.timestamp());
        }
        writeKey(record.key(), form.key());
        ByteBuffer value = record.value();
        if (value == null) {
            out.writeByte(WireFields.RECORD_TOMBSTONE);
            out.writeByte(1);
        } else if (form.withValue()) {
            writeValue(value);
        }
        if (form.withHeaders() && !masked) {
            record.headers().forEach(this::writeHeader);
        }
        if (form.errorReason() != 0) {
            writeError(form);
        }
        if (schemaId != 0) {
            out.writeByte(WireFields.RECORD_SCHEMA_ID);
            out.writeVarint(schemaId);
        }
    }

    private void writeValue(ByteBuffer value) {
        if (encoding == Encoding.RAW) {
            writeField(WireFields.RECORD_RAW, value);
            return;
        }
        out.writeByte(encoding == Encoding.JSON ? WireFields.RECORD_JSON : WireFields.RECORD_MESSAGE);
        out.writeVarint(values.size());
        values.writeTo(out);
    }

    private static int keySize(@Nullable ByteBuffer key, KeyForm form) {
        return switch (form) {
            case ABSENT -> 0;
            case RAW -> key == null ? 0 : fieldSize(key.remaining());
            case JSON -> fieldSize(remaining(key));
            case JSON_STRING -> fieldSize(JsonString.size(Objects.requireNonNull(key)));
            case HASH -> fieldSize(QUOTED_HASH_BYTES);
        };
    }

    private void writeKey(@Nullable ByteBuffer key, KeyForm form) {
        if (key == null) {
            return;
        }
        switch (form) {
            case ABSENT -> {}
            case RAW -> writeField(WireFields.RECORD_RAW_KEY, key);
            case JSON -> writeField(WireFields.RECORD_JSON_KEY, key);
            case JSON_STRING -> {
                out.writeByte(WireFields.RECORD_JSON_KEY);
                out.writeVarint(JsonString.size(key));
                JsonString.write(out, key);
            }
            case HASH -> {
                out.writeByte(WireFields.RECORD_JSON_KEY);
                out.writeVarint(QUOTED_HASH_BYTES);
                out.writeByte('"');
                out.writeBytes(hashedKey, 0, TextHash.DIGITS);
                out.writeByte('"');
            }
        }
    }

    private void writeField(int tag, ByteBuffer content) {
        out.writeByte(tag);
        out.writeVarint(content.remaining());
        out.writeBytes(content);
    }

    private void writeField(int tag, byte[] content) {
        out.writeByte(tag);
        out.writeVarint(content.length);
        out.writeBytes(content);
    }

    private void writeHeader(LogHeader header) {
        out.writeByte(WireFields.RECORD_HEADERS);
        out.writeVarint(headerSize(header));
        writeField(WireFields.HEADER_KEY, header.key().getBytes(StandardCharsets.UTF_8));
        byte[] value = header.value();
        if (value != null) {
            writeField(WireFields.HEADER_VALUE, value);
        }
    }

    private static int headerSize(LogHeader header) {
        byte[] value = header.value();
        int keySize = fieldSize(header.key().getBytes(StandardCharsets.UTF_8).length);
        return keySize + (value == null ? 0 : fieldSize(value.length));
    }

    private void writeError(RecordForm form) {
        out.writeByte(WireFields.RECORD_DECODE_ERROR);
        out.writeVarint(errorSize(form));
        out.writeByte(WireFields.DECODE_ERROR_REASON);
        out.writeByte(form.errorReason());
        writeField(WireFields.DECODE_ERROR_MESSAGE, form.errorMessage());
    }

    private static int errorSize(RecordForm form) {
        return 2 + fieldSize(form.errorMessage().length);
    }

    /** A length-delimited field with a tag of one byte. */
    private static int fieldSize(int contentBytes) {
        return 1 + WireBuffer.varintSize(contentBytes) + contentBytes;
    }

    private static int remaining(@Nullable ByteBuffer bytes) {
        return bytes == null ? 0 : bytes.remaining();
    }
}
