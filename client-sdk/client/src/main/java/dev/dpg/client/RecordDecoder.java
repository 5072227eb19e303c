package dev.dpg.client;

/**
 * Makes values of one type from payloads. Thread-safe; called on the thread that asks for the value.
 *
 * @param <T> the type
 */
public interface RecordDecoder<T> {
    /** How values have to come so that this can read them: streams ask the gateway for it. */
    Encoding encoding();

    /**
     * Decodes a value.
     *
     * @param value in {@link #encoding()}
     * @throws DecodingException if it is not what the type needs
     */
    T decode(Payload value);
}
