package dev.dpg.client.internal.resume;

import dev.dpg.v1.Start;
import dev.dpg.v1.Until;

/** Where a stream is to stop, as the caller said it. */
public sealed interface Bound {
    /** Nowhere: it follows the product. */
    record Never() implements Bound {}

    /** At the head as it is when the stream first opens, however often it has to be opened again. */
    record Head() implements Bound {}

    /**
     * At something that the gateway understands as it stands.
     *
     * @param until the bound of the request
     */
    record At(Until until) implements Bound {}

    /**
     * After a position that is more than a token.
     *
     * @param position to be resolved into a token first
     */
    record After(Start position) implements Bound {}
}
