package dev.dpg.client;

import java.util.Optional;

/**
 * Finds decoders for types. Providers are found by {@link java.util.ServiceLoader}; the first one that knows a type is used, and
 * the built-in ones come last: generated protobuf messages, and records from JSON.
 */
public interface DecoderProvider {
    /**
     * A decoder for a type; empty where this provider does not know it.
     *
     * @throws IllegalArgumentException if it knows the type and can't decode into it, with the reason
     */
    <T> Optional<RecordDecoder<T>> decoderFor(Class<T> type);
}
