package dev.dpg.client;

import java.time.Duration;

/**
 * Says what to follow and how, with values of a type. Made by {@link DpgClient#subscribe(String, Class)}; not thread-safe. Each
 * method is that of {@link SubscriptionBuilder}.
 *
 * @param <T> the type
 */
public final class TypedSubscriptionBuilder<T> {
    private final SubscriptionBuilder builder;
    private final RecordDecoder<T> decoder;

    TypedSubscriptionBuilder(SubscriptionBuilder builder, RecordDecoder<T> decoder) {
        this.builder = builder.encoding(decoder.encoding());
        this.decoder = decoder;
    }

    /**
     * What a typed subscription does with its records, as {@link RecordHandler}.
     *
     * @param <T> the type of their values
     */
    @FunctionalInterface
    public interface Handler<T> {
        /** As {@link RecordHandler#handle}. */
        void handle(TypedRecord<T> record) throws Exception;
    }

    /** As {@link SubscriptionBuilder#from}. */
    public TypedSubscriptionBuilder<T> from(Position position) {
        builder.from(position);
        return this;
    }

    /** As {@link SubscriptionBuilder#where}. */
    public TypedSubscriptionBuilder<T> where(String cel) {
        builder.where(cel);
        return this;
    }

    /** As {@link SubscriptionBuilder#fields}. */
    public TypedSubscriptionBuilder<T> fields(String... paths) {
        builder.fields(paths);
        return this;
    }

    /** As {@link SubscriptionBuilder#keys}. */
    public TypedSubscriptionBuilder<T> keys(String... keys) {
        builder.keys(keys);
        return this;
    }

    /** As {@link SubscriptionBuilder#onUnknownSchema}. */
    public TypedSubscriptionBuilder<T> onUnknownSchema(OnUnknownSchema policy) {
        builder.onUnknownSchema(policy);
        return this;
    }

    /** As {@link SubscriptionBuilder#purpose}. */
    public TypedSubscriptionBuilder<T> purpose(String purpose) {
        builder.purpose(purpose);
        return this;
    }

    /** As {@link SubscriptionBuilder#onExpired}. */
    public TypedSubscriptionBuilder<T> onExpired(OnExpired policy) {
        builder.onExpired(policy);
        return this;
    }

    /** As {@link SubscriptionBuilder#maxBatchDelay}. */
    public TypedSubscriptionBuilder<T> maxBatchDelay(Duration delay) {
        builder.maxBatchDelay(delay);
        return this;
    }

    /** As {@link SubscriptionBuilder#heartbeat}. */
    public TypedSubscriptionBuilder<T> heartbeat(Duration interval) {
        builder.heartbeat(interval);
        return this;
    }

    /** As {@link SubscriptionBuilder#concurrency}. */
    public TypedSubscriptionBuilder<T> concurrency(int partitions) {
        builder.concurrency(partitions);
        return this;
    }

    /** As {@link SubscriptionBuilder#giveUpAfter}. */
    public TypedSubscriptionBuilder<T> giveUpAfter(Duration patience) {
        builder.giveUpAfter(patience);
        return this;
    }

    /** As {@link SubscriptionBuilder#listener}. */
    public TypedSubscriptionBuilder<T> listener(SubscriptionListener listener) {
        builder.listener(listener);
        return this;
    }

    /** As {@link SubscriptionBuilder#start}. */
    public Subscription start(Handler<T> handler) {
        return builder.start(record -> handler.handle(new TypedRecord<>(record, decoder)));
    }
}
