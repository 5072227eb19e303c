package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;

/**
 * How the values of one product version are read. Made once per version; equal only to itself, so that it may stand in the
 * key of what is shared. Thread-safe.
 */
public interface RecordCodec {
    /** What a record is made of. */
    RecordType type();

    /**
     * Reads a stored value.
     *
     * @param bytes holds the value between {@code from} and {@code to}; may be kept by nobody
     * @param sink takes what is in it; after an exception it has taken a part and is of no use
     * @throws UnreadableValueException if the bytes are no such value
     */
    void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException;
}
