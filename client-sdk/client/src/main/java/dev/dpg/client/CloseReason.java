package dev.dpg.client;

/** Why a subscription is over. */
public sealed interface CloseReason {
    /**
     * It was closed by {@link Subscription#close()}, or together with its client.
     *
     * @param mode how
     */
    record ByCaller(CloseMode mode) implements CloseReason {}

    /**
     * The handler threw. The position is right before the record.
     *
     * @param record the record that is not done
     * @param cause what the handler threw
     */
    record HandlerFailed(DpgRecord record, Throwable cause) implements CloseReason {}

    /**
     * The stream cannot go on: the gateway refused it, or the patience given by {@link SubscriptionBuilder#giveUpAfter} is
     * over.
     *
     * @param cause why
     */
    record StreamFailed(DpgException cause) implements CloseReason {}
}
