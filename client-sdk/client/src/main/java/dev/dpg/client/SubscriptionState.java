package dev.dpg.client;

/** What a subscription is doing. */
public enum SubscriptionState {
    /** Not open yet. Trying goes on until it is, or until the gateway refuses. */
    CONNECTING,
    /** Open, and behind: history is being read. */
    CATCHING_UP,
    /** Open, everything up to the head was handled, and what is published arrives as it happens. */
    LIVE,
    /** Was open and is cut off; it goes on from the exact position as soon as a gateway answers. */
    RECONNECTING,
    /** Over; {@link Subscription#closed()} has the reason. */
    CLOSED
}
