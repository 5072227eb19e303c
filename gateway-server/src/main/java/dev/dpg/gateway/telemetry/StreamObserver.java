package dev.dpg.gateway.telemetry;

import java.time.Duration;

/** Is told when streams open and end: twice a stream, never for a record. Thread-safe; never blocks. */
@FunctionalInterface
public interface StreamObserver {
    /** Looks at nothing. */
    StreamObserver NONE = opening -> ending -> {};

    /** A stream was opened; the answer is told when it has ended. */
    Life opened(Opening opening);

    /**
     * What is known of a stream from its beginning.
     *
     * @param product the pinned name
     * @param encoding how its records are given
     */
    record Opening(String product, String encoding) {}

    /**
     * What became of a stream.
     *
     * @param reason as in {@link Metric#STREAMS_ENDED}
     * @param age how long it was open
     * @param delivered records sent
     * @param scanned records looked at
     */
    record Ending(String reason, Duration age, long delivered, long scanned) {}

    /** One stream, until it has ended. */
    @FunctionalInterface
    interface Life {
        /** Called once. */
        void ended(Ending ending);
    }
}
