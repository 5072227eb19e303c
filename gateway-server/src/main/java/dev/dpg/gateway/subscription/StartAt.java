package dev.dpg.gateway.subscription;

import dev.dpg.gateway.cursor.HandledCursor;
import dev.dpg.gateway.product.Edge;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where a caller wants to begin. */
public sealed interface StartAt {
    /** Where the product says. */
    record ProductDefault() implements StartAt {}

    /**
     * After a token.
     *
     * @param token the printable form
     * @param handled what was handled since
     */
    record Token(String token, List<HandledCursor> handled) implements StartAt {
        public Token {
            handled = List.copyOf(handled);
        }
    }

    /**
     * At the first record of this time or a later one.
     *
     * @param time the time
     */
    record Time(Instant time) implements StartAt {}

    /**
     * At one end of the log.
     *
     * @param edge which
     */
    record End(Edge edge) implements StartAt {}

    /**
     * So many offsets before the end of each partition.
     *
     * @param offsets not negative
     */
    record Last(long offsets) implements StartAt {}

    /**
     * At named offsets.
     *
     * @param offsets by partition
     */
    record Offsets(Map<Integer, Long> offsets) implements StartAt {
        public Offsets {
            offsets = Map.copyOf(offsets);
        }
    }
}
