package dev.dpg.gateway.cursor;

/** What a stream does where the log no longer holds the position that it would go on from; at its start and ever after. */
public enum OnExpired {
    /** It is refused, or ends with a status. */
    FAIL,
    /** It tells the gap, and goes on with the oldest record that it has not delivered yet. */
    EARLIEST,
    /** It tells the gap, and goes on with what is written from now on. */
    LATEST
}
