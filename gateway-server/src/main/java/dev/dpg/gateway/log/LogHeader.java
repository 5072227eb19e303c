package dev.dpg.gateway.log;

import org.jspecify.annotations.Nullable;

/**
 * A header of a record.
 *
 * @param key its name; names may repeat
 * @param value null where the stored value is null; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // carried through untouched, never compared
public record LogHeader(String key, byte @Nullable [] value) {}
