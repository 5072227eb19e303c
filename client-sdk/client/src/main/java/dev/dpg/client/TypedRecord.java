package dev.dpg.client;

import java.time.Instant;
import java.util.Optional;

/**
 * One record of a product with a value of a type. The value is decoded when it is asked for, so that a record can be looked at
 * whose value cannot. Immutable where the type is; may be kept and passed on.
 *
 * @param <T> the type
 */
public final class TypedRecord<T> {
    private final DpgRecord record;
    private final RecordDecoder<T> decoder;

    TypedRecord(DpgRecord record, RecordDecoder<T> decoder) {
        this.record = record;
        this.decoder = decoder;
    }

    /**
     * The value, decoded anew by each call. A handler that lets the exception pass closes its subscription right before this
     * record, as with any other exception.
     *
     * @throws DecodingException if there is none, because the record is a tombstone or the gateway could not give it ({@link
     *     DpgRecord#decodeError}), and if it is not what the type needs
     */
    public T value() {
        Payload value = record.value()
                .orElseThrow(() -> new DecodingException(record.decodeError()
                        .map(error -> "the gateway could not give the value: " + error.message())
                        .orElse("a tombstone has no value")));
        return decoder.decode(value);
    }

    /** As {@link DpgRecord#key()}. */
    public Optional<Payload> key() {
        return record.key();
    }

    /** Whether the stored value is null: on a compacted product the key is deleted. */
    public boolean isTombstone() {
        return record.isTombstone();
    }

    /** The record's timestamp: event time for products that say so, else the time of writing. */
    public Instant time() {
        return record.time();
    }

    /** The record as it came: partition, offset, headers. */
    public DpgRecord record() {
        return record;
    }

    /** {@link DpgRecord#id()}: never the content, which does not belong into logs. */
    @Override
    public String toString() {
        return record.toString();
    }
}
