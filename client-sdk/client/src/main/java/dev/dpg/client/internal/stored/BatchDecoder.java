package dev.dpg.client.internal.stored;

import dev.dpg.v1.RecordBatch;

/** Decodes what the log stores. Found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface BatchDecoder {
    /**
     * The same batch with {@code records} instead of {@code kafka_batches}: those that count, at least one.
     *
     * @param recordBytesMax a record with more bytes of key, value and headers is given without them, as the gateway does it
     * @throws UndecodableBatchException if it cannot all be decoded, or inflates to more than is good
     */
    RecordBatch decode(RecordBatch stored, int recordBytesMax) throws UndecodableBatchException;
}
