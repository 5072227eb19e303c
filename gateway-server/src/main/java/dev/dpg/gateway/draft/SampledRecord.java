package dev.dpg.gateway.draft;

import org.jspecify.annotations.Nullable;

/**
 * A record of a sample, copied out of the log.
 *
 * @param key null where the record has none
 * @param value null for a tombstone
 * @param time milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // carried through untouched, never compared
public record SampledRecord(byte @Nullable [] key, byte @Nullable [] value, long time) {
    /** A record whose time nobody asks for. */
    public SampledRecord(byte @Nullable [] key, byte @Nullable [] value) {
        this(key, value, 0);
    }

    /** Key and value together, in bytes. */
    public long bytes() {
        return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
    }
}
