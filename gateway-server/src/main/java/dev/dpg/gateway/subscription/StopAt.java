package dev.dpg.gateway.subscription;

import java.time.Instant;

/** Where a caller wants to end. */
public sealed interface StopAt {
    /** Never: the stream follows the product. */
    record Never() implements StopAt {}

    /** At the head as it is when the stream opens. */
    record Head() implements StopAt {}

    /**
     * Before the first record of this time or a later one.
     *
     * @param time the time
     */
    record Time(Instant time) implements StopAt {}

    /**
     * After everything that a token stands for.
     *
     * @param token the printable form
     */
    record Token(String token) implements StopAt {}
}
