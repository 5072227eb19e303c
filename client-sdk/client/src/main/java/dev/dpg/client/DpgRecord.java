package dev.dpg.client;

import com.google.protobuf.ByteString;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.v1.Record;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One record of a product. Immutable; may be kept and passed on. */
public final class DpgRecord {
    /**
     * A header of a record; keys may repeat.
     *
     * @param key its name
     * @param value its value; absent where the stored value is null
     */
    public record Header(String key, Optional<Payload> value) {}

    /**
     * Why a record has no value, or no key, in the encoding that was asked for. The stream goes on with the next record.
     *
     * @param reason for programs
     * @param message what is wrong and where, without any content of the record
     */
    public record DecodeError(Reason reason, String message) {
        /** Why. */
        public enum Reason {
            /** The value is not valid in the product's format. */
            INVALID_VALUE,
            /** The key is not UTF-8; the value is there where it could be decoded. */
            INVALID_KEY,
            /** The record is larger than the gateway passes on. */
            TOO_LARGE,
            /** The schema that the value was written with is not known, or cannot be had now. */
            UNKNOWN_SCHEMA,
            /** The schema that the value was written with cannot be read as the contract says. */
            SCHEMA_MISMATCH,
            /** A reason that this version of the SDK does not know. */
            UNKNOWN
        }
    }

    private final String product;
    private final int partition;
    private final Record record;

    DpgRecord(String product, int partition, Record record) {
        this.product = product;
        this.partition = partition;
        this.record = record;
    }

    /** The product's pinned name, for instance {@code aviation.flights.v1}. */
    public String product() {
        return product;
    }

    /** The partition, counted from 0. */
    public int partition() {
        return partition;
    }

    /** The offset in the partition. Offsets increase and may leave gaps. */
    public long offset() {
        return record.getOffset();
    }

    /** The record's timestamp: event time for products that say so, else the time of writing. */
    public Instant time() {
        return ProtoTimes.instant(record.getTime());
    }

    /**
     * A name of this record for finding out duplicates: pinned product, partition and offset. Two records never share it as
     * long as the product's topic is not deleted and created anew; when it is, the position says so
     * ({@code TOPIC_RECREATED}) and the names begin again.
     */
    public String id() {
        return product + "/" + partition + "/" + offset();
    }

    /** The key; empty for a record without one, and where {@link #decodeError()} says why. */
    public Optional<Payload> key() {
        return switch (record.getKeyCase()) {
            case RAW_KEY -> Optional.of(Payload.raw(record.getRawKey()));
            case JSON_KEY -> Optional.of(Payload.json(record.getJsonKey()));
            case KEY_NOT_SET -> Optional.empty();
        };
    }

    /** The value; empty for a tombstone, and where {@link #decodeError()} says why. */
    public Optional<Payload> value() {
        return switch (record.getValueCase()) {
            case RAW -> Optional.of(Payload.raw(record.getRaw()));
            case JSON -> Optional.of(Payload.json(record.getJson()));
            case MESSAGE -> Optional.of(Payload.message(record.getMessage()));
            case VALUE_NOT_SET -> Optional.empty();
        };
    }

    /** Whether the stored value is null: on a compacted product the key is deleted. */
    public boolean isTombstone() {
        return record.getTombstone();
    }

    /** The headers, in stored order. */
    public List<Header> headers() {
        return record.getHeadersList().stream().map(DpgRecord::header).toList();
    }

    /** Set where the record could not be given in the encoding asked for. */
    public Optional<DecodeError> decodeError() {
        return record.hasDecodeError() ? Optional.of(decodeError(record.getDecodeError())) : Optional.empty();
    }

    /** {@link #id()}: never the content, which does not belong into logs. */
    @Override
    public String toString() {
        return id();
    }

    private static Header header(dev.dpg.v1.Header header) {
        ByteString value = header.getValue();
        return new Header(header.getKey(), header.hasValue() ? Optional.of(Payload.raw(value)) : Optional.empty());
    }

    private static DecodeError decodeError(dev.dpg.v1.DecodeError error) {
        DecodeError.Reason reason = switch (error.getReason()) {
            case REASON_INVALID_VALUE -> DecodeError.Reason.INVALID_VALUE;
            case REASON_INVALID_KEY -> DecodeError.Reason.INVALID_KEY;
            case REASON_TOO_LARGE -> DecodeError.Reason.TOO_LARGE;
            case REASON_UNKNOWN_SCHEMA -> DecodeError.Reason.UNKNOWN_SCHEMA;
            case REASON_SCHEMA_MISMATCH -> DecodeError.Reason.SCHEMA_MISMATCH;
            case REASON_UNSPECIFIED, UNRECOGNIZED -> DecodeError.Reason.UNKNOWN;
        };
        return new DecodeError(reason, error.getMessage());
    }
}
