package dev.dpg.client.internal.resume;

/** What a stream that has not ended is doing. */
public enum Phase {
    /** Never opened yet. */
    CONNECTING,
    /** Open, and not at the head. */
    CATCHING_UP,
    /** Open, at the head. */
    LIVE,
    /** Was open, is cut off, and is being opened again. */
    RECONNECTING
}
