package dev.dpg.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Watches a subscription. Calls come one at a time, in order, on a thread of the SDK, and must return quickly: the
 * subscription waits for them. What a listener throws is logged and changes nothing.
 */
public interface SubscriptionListener {
    /**
     * The state changed.
     *
     * @param state the new one
     * @param lag as last reported; absent before the gateway said anything about it
     */
    default void stateChanged(SubscriptionState state, Optional<Lag> lag) {}

    /**
     * The gateway reported how far behind the subscription is: at least every heartbeat while the handler keeps up.
     *
     * @param lag as of now
     */
    default void lagReported(Lag lag) {}

    /**
     * A try to open or follow the stream failed; the next one follows by itself.
     *
     * @param cause what happened
     * @param retryIn when the next try begins
     */
    default void interrupted(DpgException cause, Duration retryIn) {}
}
