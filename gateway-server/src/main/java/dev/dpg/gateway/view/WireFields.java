package dev.dpg.gateway.view;

/**
 * Tags of the fields that this package writes itself: {@code number << 3 | wire type}, all of them one byte. A test in
 * {@code rpc} pins them to the generated messages of dpg.v1.
 */
public final class WireFields {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    /** Frame.batch. */
    public static final int FRAME_BATCH = 3 << 3 | LENGTH_DELIMITED;

    /** RecordBatch.partition. */
    public static final int BATCH_PARTITION = 1 << 3 | VARINT;

    /** RecordBatch.records. */
    public static final int BATCH_RECORDS = 2 << 3 | LENGTH_DELIMITED;

    /** RecordBatch.cursor. */
    public static final int BATCH_CURSOR = 3 << 3 | LENGTH_DELIMITED;

    /** RecordBatch.kafka_batches. */
    public static final int BATCH_KAFKA_BATCHES = 4 << 3 | LENGTH_DELIMITED;

    /** RecordBatch.first_offset. */
    public static final int BATCH_FIRST_OFFSET = 5 << 3 | VARINT;

    /** Cursor.partition. */
    public static final int CURSOR_PARTITION = 1 << 3 | VARINT;

    /** Cursor.next_offset. */
    public static final int CURSOR_NEXT_OFFSET = 2 << 3 | VARINT;

    /** Cursor.leader_epoch. */
    public static final int CURSOR_LEADER_EPOCH = 3 << 3 | VARINT;

    /** Cursor.last_time. */
    public static final int CURSOR_LAST_TIME = 4 << 3 | LENGTH_DELIMITED;

    /** Timestamp.seconds. */
    public static final int TIMESTAMP_SECONDS = 1 << 3 | VARINT;

    /** Timestamp.nanos. */
    public static final int TIMESTAMP_NANOS = 2 << 3 | VARINT;

    /** Record.offset. */
    public static final int RECORD_OFFSET = 1 << 3 | VARINT;

    /** Record.time. */
    public static final int RECORD_TIME = 2 << 3 | LENGTH_DELIMITED;

    /** Record.raw_key. */
    public static final int RECORD_RAW_KEY = 3 << 3 | LENGTH_DELIMITED;

    /** Record.json_key. */
    public static final int RECORD_JSON_KEY = 4 << 3 | LENGTH_DELIMITED;

    /** Record.raw. */
    public static final int RECORD_RAW = 6 << 3 | LENGTH_DELIMITED;

    /** Record.json. */
    public static final int RECORD_JSON = 7 << 3 | LENGTH_DELIMITED;

    /** Record.message. */
    public static final int RECORD_MESSAGE = 8 << 3 | LENGTH_DELIMITED;

    /** Record.tombstone. */
    public static final int RECORD_TOMBSTONE = 9 << 3 | VARINT;

    /** Record.headers. */
    public static final int RECORD_HEADERS = 10 << 3 | LENGTH_DELIMITED;

    /** Record.decode_error. */
    public static final int RECORD_DECODE_ERROR = 11 << 3 | LENGTH_DELIMITED;

    /** Record.schema_id. */
    public static final int RECORD_SCHEMA_ID = 12 << 3 | VARINT;

    /** Header.key. */
    public static final int HEADER_KEY = 1 << 3 | LENGTH_DELIMITED;

    /** Header.value. */
    public static final int HEADER_VALUE = 2 << 3 | LENGTH_DELIMITED;

    /** DecodeError.reason. */
    public static final int DECODE_ERROR_REASON = 1 << 3 | VARINT;

    /** DecodeError.message. */
    public static final int DECODE_ERROR_MESSAGE = 2 << 3 | LENGTH_DELIMITED;

    /** DecodeError.Reason.REASON_INVALID_VALUE. */
    public static final int REASON_INVALID_VALUE = 1;

    /** DecodeError.Reason.REASON_INVALID_KEY. */
    public static final int REASON_INVALID_KEY = 2;

    /** DecodeError.Reason.REASON_TOO_LARGE. */
    public static final int REASON_TOO_LARGE = 3;

    /** DecodeError.Reason.REASON_UNKNOWN_SCHEMA. */
    public static final int REASON_UNKNOWN_SCHEMA = 4;

    /** DecodeError.Reason.REASON_SCHEMA_MISMATCH. */
    public static final int REASON_SCHEMA_MISMATCH = 5;

    private WireFields() {}
}
