package dev.dpg.gateway.log;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One record of a control topic: the newest one of a key is what holds.
 *
 * @param key never empty
 * @param value null is a tombstone: the key holds nothing any more; not copied, so nobody may change it
 */
@SuppressWarnings("ArrayRecordComponent") // carried through untouched, never compared
public record ControlRecord(String key, byte @Nullable [] value) {
    public ControlRecord {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a control record needs a key");
        }
    }

    /** Deletes a key. */
    public static ControlRecord tombstone(String key) {
        return new ControlRecord(key, null);
    }

    /** Key and value together, in bytes. */
    public int bytes() {
        return key.getBytes(StandardCharsets.UTF_8).length + (value == null ? 0 : value.length);
    }

    /**
     * For adapters: refuses what no control log takes.
     *
     * @throws IllegalArgumentException if it is larger than {@link ControlLog#RECORD_BYTES_MAX}
     */
    public void checkSize() {
        if (bytes() > ControlLog.RECORD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a control record of " + bytes() + " bytes, at most " + ControlLog.RECORD_BYTES_MAX);
        }
    }
}
