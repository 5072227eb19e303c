package dev.dpg.gateway.log;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One committed record. The buffers are read-only views into a fetched batch, valid only during the call that hands them
 * over; position to limit is the content. Readers must not move them (use absolute reads or duplicates).
 *
 * @param offset offset in its partition
 * @param timestamp milliseconds since 1970
 * @param key null where the record has none
 * @param value null for a tombstone
 * @param headers in stored order
 */
public record LogRecord(
        long offset,
        long timestamp,
        @Nullable ByteBuffer key,
        @Nullable ByteBuffer value,
        List<LogHeader> headers) {}
