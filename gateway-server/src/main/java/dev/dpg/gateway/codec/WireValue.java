package dev.dpg.gateway.codec;

/** How one value of a field that is no message is read and pushed. Immutable. */
interface WireValue {
    /** The wire type that it is written with by itself. */
    int wireType();

    /** Whether several may stand in one field of bytes. */
    boolean packable();

    /** Pushes the value between two places; one that is packed is where the reader stands, and the reader stands behind it then. */
    void push(WireScanner in, int from, int to, ValueSink sink) throws UnreadableValueException;
}
