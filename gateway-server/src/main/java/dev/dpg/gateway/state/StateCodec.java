package dev.dpg.gateway.state;

import com.google.protobuf.ByteString;

/**
 * What the records of a table look like in storage. Pure and thread-safe.
 *
 * @param <V> what the table holds
 */
public interface StateCodec<V> {
    /**
     * Version of the format that {@link #encode} writes and the newest that {@link #decode} understands; counted from 1.
     * It is raised when an older gateway would misunderstand a record, not for a field that it may ignore.
     */
    int format();

    /** The stored form of a value. */
    ByteString encode(V value);

    /**
     * The value of a stored form.
     *
     * @throws IllegalArgumentException if it is damaged; the message holds no content
     */
    V decode(String key, ByteString stored);
}
