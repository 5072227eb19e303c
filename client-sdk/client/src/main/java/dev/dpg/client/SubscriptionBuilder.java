package dev.dpg.client;

import dev.dpg.client.internal.resume.Bound;
import dev.dpg.client.internal.resume.StreamPlan;
import dev.dpg.client.internal.stream.CallTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says what to follow and how. Made by {@link DpgClient#subscribe}; not thread-safe. */
public final class SubscriptionBuilder {
    private static final int CONCURRENCY_DEFAULT = 4;

    private final DpgClient client;
    private final String product;
    private Position from = Position.DEFAULT;
    private final Wish wish = new Wish();
    private OnExpired onExpired = OnExpired.FAIL;
    private Optional<Duration> maxBatchDelay = Optional.empty();
    private Optional<Duration> heartbeat = Optional.empty();
    private Optional<Duration> giveUpAfter = Optional.empty();
    private int concurrency = CONCURRENCY_DEFAULT;
    private SubscriptionListener listener = new SubscriptionListener() {};

    SubscriptionBuilder(DpgClient client, String product) {
        this.client = client;
        this.product = product;
    }

    /** Where to begin. Default: {@link Position#DEFAULT}. */
    public SubscriptionBuilder from(Position position) {
        this.from = position;
        return this;
    }

    /** What happens where the log no longer holds the position to go on from. Default: {@link OnExpired#FAIL}. */
    public SubscriptionBuilder onExpired(OnExpired policy) {
        this.onExpired = policy;
        return this;
    }

    /** How keys and values come back. Default: {@link Encoding#JSON}. */
    public SubscriptionBuilder encoding(Encoding encoding) {
        wish.encoding = encoding;
        return this;
    }

    /**
     * Only records for which this expression is true, in the Common Expression Language (cel.dev): {@code value.delay_minutes > 60
     * && value.origin == 'SEA'}. It may use {@code value} with the contract's properties, {@code key}, {@code time} and {@code
     * headers}, also properties that {@link #fields} leaves out. The gateway evaluates it; one that does not fit the contract is
     * refused with {@code BAD_FILTER}, and in {@link DpgException#metadata} the {@code line}, {@code column} and {@code offset}.
     * Default: all.
     */
    public SubscriptionBuilder where(String cel) {
        wish.filter = cel;
        return this;
    }

    /** Only these properties of the value: dotted paths as in the contract, an object standing for all in it. Default: all. */
    public SubscriptionBuilder fields(String... paths) {
        wish.fields = List.of(paths);
        return this;
    }

    /**
     * Only records with one of these keys: each the content of a JSON string, or any other key as it is stored. At most 1 024.
     * Default: all.
     */
    public SubscriptionBuilder keys(String... keys) {
        wish.keys = List.of(keys);
        return this;
    }

    /** What happens at a record whose schema is not there. Default: {@link OnUnknownSchema#DECODE_ERROR}. */
    public SubscriptionBuilder onUnknownSchema(OnUnknownSchema policy) {
        wish.onUnknownSchema = policy;
        return this;
    }

    /**
     * What the records are read for: one of the purposes that they were granted for. At most 200 characters. Default: whichever
     * they were granted for last.
     */
    public SubscriptionBuilder purpose(String purpose) {
        wish.purpose = purpose;
        return this;
    }

    /** How long the gateway may hold a record back to fill a batch. Default: not at all; at most 1 s. */
    public SubscriptionBuilder maxBatchDelay(Duration delay) {
        this.maxBatchDelay = Optional.of(Checks.notNegative("maxBatchDelay", delay));
        return this;
    }

    /**
     * How often the gateway gives a sign of life. Default 5 s; the gateway keeps it between 1 s and 60 s. A connection that
     * is silent for three of them is broken.
     */
    public SubscriptionBuilder heartbeat(Duration interval) {
        this.heartbeat = Optional.of(Checks.notNegative("heartbeat", interval));
        return this;
    }

    /**
     * How many partitions may be handled at once, each on a thread of its own. Within a partition it is always one record
     * after the other. Default 4; with 1 the handler is never called twice at the same time.
     */
    public SubscriptionBuilder concurrency(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("concurrency(" + partitions + "): at least 1 partition must be handled");
        }
        this.concurrency = partitions;
        return this;
    }

    /**
     * Close when the stream could not go on for so long, in spite of trying. Default: never. With zero the first failure
     * counts. A refusal (an unknown product, a position that is gone) closes at once in any case.
     */
    public SubscriptionBuilder giveUpAfter(Duration patience) {
        this.giveUpAfter = Optional.of(Checks.notNegative("giveUpAfter", patience));
        return this;
    }

    /** Who watches states, lag and gaps. Default: only the log. */
    public SubscriptionBuilder listener(SubscriptionListener listener) {
        this.listener = listener;
        return this;
    }

    /** Begins to follow. Returns at once: see {@link Subscription#awaitLive} and {@link Subscription#closed()}. */
    public Subscription start(RecordHandler handler) {
        var runtime = client.runtime();
        var plan = new StreamPlan(
                from.toStart(), new Bound.Never(), 0, StreamPlan.WINDOW_DEFAULT, giveUpAfter, runtime.retry());
        var template = new CallTemplate(
                product, wish.toRecords(), onExpired.toProto(), maxBatchDelay, heartbeat, runtime.clientId());
        var subscription = new LiveSubscription(
                runtime, new LiveSubscription.Order(plan, template, concurrency, listener, handler));
        var registration = client.register(subscription);
        subscription.start(registration);
        return subscription;
    }
}
