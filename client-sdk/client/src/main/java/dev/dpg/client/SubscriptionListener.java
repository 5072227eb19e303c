package dev.dpg.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches a subscription. Calls come one at a time, in order, on threads of the SDK, and must return quickly: the
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

    /**
     * Records are missing that the subscription would have brought, see {@link SubscriptionBuilder#onExpired}. Told after the
     * handler is done with the partition's records before the gap, and before it gets those after it; {@link
     * Subscription#position()} moves behind the gap once this returns and everything before is handled.
     *
     * @param gap what is missing, and why
     */
    default void gapReported(Gap gap) {}

    /**
     * Other partitions than before stand still, for a reason behind the gateway: it reports the change, and goes on by itself.
     *
     * @param standing all partitions that do now, at most 16; empty when none does any more
     */
    default void standingReported(List<StandingPartition> standing) {}

    /**
     * The product has more partitions. They are read from their beginning. Records of a key may lie in another partition than
     * before: the order of a key holds between such changes.
     *
     * @param partitions the new ones
     */
    default void partitionsAdded(List<Integer> partitions) {}
}
