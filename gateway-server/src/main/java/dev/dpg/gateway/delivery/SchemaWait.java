package dev.dpg.gateway.delivery;

import dev.dpg.gateway.view.SchemaUse.Awaited;
import java.time.Duration;

/**
 * A reader that stands before a record whose schema is not there yet: goes on when asking again is worthwhile, or, where its
 * view does not wait for ever, after a while without it. Owned by the stream's loop.
 */
final class SchemaWait {
    /** How long a record waits for its schema whose reader would rather have a decode error. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private final Runnable again;
    private final Runnable without;
    private boolean over;

    /**
     * @param again reads the record once more
     * @param without reads it as one that cannot be decoded
     */
    private SchemaWait(Runnable again, Runnable without) {
        this.again = again;
        this.without = without;
    }

    /**
     * Begins to wait; exactly one of the two runs, on the loop.
     *
     * @param forEver whether only the registry's answer ends it
     */
    static void begin(DeliveryLoop loop, Awaited awaited, boolean forEver, Runnable again, Runnable without) {
        SchemaWait wait = new SchemaWait(again, without);
        if (!forEver) {
            loop.schedule(() -> wait.end(wait.without), LONGEST);
        }
        awaited.settled().thenRun(() -> loop.execute(() -> wait.end(wait.again)));
    }

    private void end(Runnable how) {
        if (!over) {
            over = true;
            how.run();
        }
    }
}
