package dev.dpg.gateway.telemetry;

import java.time.Duration;
import java.util.List;

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
     * @param traceParent the trace that its caller belongs to, as W3C Trace Context writes it; may be empty, or anything
     */
    record Opening(String product, String encoding, String traceParent) {
        /** Of a caller that belongs to no trace. */
        public Opening(String product, String encoding) {
            this(product, encoding, "");
        }
    }

    /**
     * What became of a stream.
     *
     * @param reason as in {@link Metric#STREAMS_ENDED}
     * @param failed whether it ended by an error
     * @param age how long it was open
     * @param delivered records sent
     * @param scanned records looked at
     * @param traceParents the first few traces that delivered records belong to
     */
    record Ending(
            String reason, boolean failed, Duration age, long delivered, long scanned, List<String> traceParents) {
        public Ending {
            traceParents = List.copyOf(traceParents);
        }
    }

    /** One stream, until it has ended. */
    @FunctionalInterface
    interface Life {
        /** Called once. */
        void ended(Ending ending);
    }
}
