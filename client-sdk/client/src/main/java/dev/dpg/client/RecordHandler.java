package dev.dpg.client;

/** What a subscription does with its records. */
@FunctionalInterface
public interface RecordHandler {
    /**
     * Handles one record. Called on a thread of the SDK named {@code dpg-handler-…}, for one record of a partition at a time
     * and in order; for several partitions at once, up to {@link SubscriptionBuilder#concurrency}. It may block: the gateway
     * then sends no more than what is waiting already, and nobody else is slowed down.
     *
     * <p>Returning means that the record is done: the position moves past it. Throwing means that it is not: the
     * subscription closes with the position right before it, see {@link CloseReason.HandlerFailed}.
     *
     * @param record the record; may be kept
     * @throws Exception if the record is not done
     */
    void handle(DpgRecord record) throws Exception;
}
