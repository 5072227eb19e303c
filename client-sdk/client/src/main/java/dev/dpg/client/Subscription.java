package dev.dpg.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A product being followed. It goes on through broken connections by itself and ends only by {@link #close()}, by a handler
 * that throws, or by a refusal of the gateway. All methods may be called from any thread.
 */
public interface Subscription extends AutoCloseable {
    /** What it is doing. */
    SubscriptionState state();

    /**
     * Right after the last record handled, in each partition: where another subscription goes on without loss and without
     * repeating one. Records in hand lie after it. Cheap; asks nobody.
     */
    Position position();

    /** How far behind it is, as last reported; absent before the gateway said anything about it. */
    Optional<Lag> lag();

    /**
     * Waits until it is {@link SubscriptionState#LIVE}: everything up to the head was handled. Not from a handler or listener.
     *
     * @throws DpgException {@code DEADLINE_EXCEEDED} if it was not live in time, {@code CANCELLED} if it was closed by the
     *     caller or a handler meanwhile, or what ended the stream
     */
    void awaitLive(Duration timeout) throws InterruptedException;

    /** Completed when it is over, with the reason; never exceptionally. The position does not change any more then. */
    CompletableFuture<CloseReason> closed();

    /**
     * Closes. The call to the gateway ends at once: it keeps nothing for a position that the caller keeps. Returns when it is
     * over, except on threads of the SDK (in a handler or listener) and for an interrupted caller, where closing goes on by
     * itself. A second call may ask for a quicker mode.
     *
     * @param mode what becomes of records that were received and are not handled yet
     */
    void close(CloseMode mode);

    /** {@link #close(CloseMode)} with {@link CloseMode#RELEASE}: soon, and nothing is lost. */
    @Override
    default void close() {
        close(CloseMode.RELEASE);
    }
}
