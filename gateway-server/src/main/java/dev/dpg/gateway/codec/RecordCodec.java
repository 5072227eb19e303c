package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;

/**
 * How the values of one product version are read. Made once per version; equal only to itself, so that it may stand in the
 * key of what is shared. Thread-safe.
 */
public interface RecordCodec {
    /** Answer of {@link #jsonText} where a value is none. */
    int NO_JSON_TEXT = -1;

    /** What a record is made of. */
    RecordType type();

    /**
     * Reads a stored value.
     *
     * @param bytes holds the value between {@code from} and {@code to}; may be kept by nobody
     * @param sink takes what is in it; after an exception it has taken a part and is of no use
     * @throws UnreadableValueException if the bytes are no such value, or the sink refuses it
     */
    void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException;

    /**
     * Where the JSON text begins that a stored value is, to be given as it is, or {@link #NO_JSON_TEXT} where values are stored
     * in another format. Whether it is JSON text indeed is not looked at.
     *
     * @throws UnreadableValueException if what stands in front of the text is not what it should be
     */
    default int jsonText(byte[] bytes, int from, int to) throws UnreadableValueException {
        return NO_JSON_TEXT;
    }
}
