package dev.dpg.client;

import dev.dpg.client.internal.resume.Bound;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.client.internal.resume.StreamPlan;
import dev.dpg.client.internal.stream.CallTemplate;
import dev.dpg.v1.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says what to read, and reads it: every {@link #open()} and every {@code for} loop over it is a read of its own. Made by
 * {@link DpgClient#read}; not thread-safe.
 */
public final class ReadBuilder implements Iterable<DpgRecord> {
    private static final Duration PATIENCE_DEFAULT = Duration.ofMinutes(1);

    private final DpgClient client;
    private final String product;
    private Position from = Position.DEFAULT;
    private Bound bound = new Bound.Head();
    private final Wish wish = new Wish();
    private OnExpired onExpired = OnExpired.FAIL;
    private Consumer<Gap> gapListener = gap -> {};
    private long limit;
    private Duration giveUpAfter = PATIENCE_DEFAULT;

    ReadBuilder(DpgClient client, String product) {
        this.client = client;
        this.product = product;
    }

    /** Where to begin. Default: {@link Position#DEFAULT}. */
    public ReadBuilder from(Position position) {
        this.from = position;
        return this;
    }

    /** What happens where the log no longer holds the position to go on from. Default: {@link OnExpired#FAIL}. */
    public ReadBuilder onExpired(OnExpired policy) {
        this.onExpired = policy;
        return this;
    }

    /** How keys and values come back. Default: {@link Encoding#JSON}. */
    public ReadBuilder encoding(Encoding encoding) {
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
    public ReadBuilder where(String cel) {
        wish.filter = cel;
        return this;
    }

    /** Only these properties of the value: dotted paths as in the contract, an object standing for all in it. Default: all. */
    public ReadBuilder fields(String... paths) {
        wish.fields = List.of(paths);
        return this;
    }

    /**
     * Only records with one of these keys: each the content of a JSON string, or any other key as it is stored. At most 1 024.
     * Default: all.
     */
    public ReadBuilder keys(String... keys) {
        wish.keys = List.of(keys);
        return this;
    }

    /** What happens at a record whose schema is not there. Default: {@link OnUnknownSchema#DECODE_ERROR}. */
    public ReadBuilder onUnknownSchema(OnUnknownSchema policy) {
        wish.onUnknownSchema = policy;
        return this;
    }

    /**
     * What the records are read for: one of the purposes that they were granted for. At most 200 characters. Default: whichever
     * they were granted for last.
     */
    public ReadBuilder purpose(String purpose) {
        wish.purpose = purpose;
        return this;
    }

    /**
     * Stop after so many records, over all partitions. Default: no limit.
     *
     * @param records 0 for no limit
     */
    public ReadBuilder limit(long records) {
        if (records < 0) {
            throw new IllegalArgumentException("limit(" + records + "): the number of records must be 0 or more");
        }
        this.limit = records;
        return this;
    }

    /**
     * Stop, in each partition, before the first record at or after this time; at the latest at the head. A read that has to
     * be opened again after a break takes the head of that moment.
     */
    public ReadBuilder until(Instant time) {
        bound = new Bound.At(
                Until.newBuilder().setTime(ProtoTimes.timestamp(time)).build());
        return this;
    }

    /** Stop after everything that lies before this position; at the latest at the head. */
    public ReadBuilder until(Position position) {
        bound = position.isPlainToken()
                ? new Bound.At(
                        Until.newBuilder().setResumeToken(position.token()).build())
                : new Bound.After(position.toStart());
        return this;
    }

    /** Stop at the head as it is when the read begins, also when it has to be opened again after a break. The default. */
    public ReadBuilder untilHead() {
        bound = new Bound.Head();
        return this;
    }

    /**
     * Who hears of records that are missing, see {@link #onExpired}: on the reading thread, between the records before and
     * after the gap. Default: only the log.
     */
    public ReadBuilder onGap(Consumer<Gap> listener) {
        this.gapListener = listener;
        return this;
    }

    /**
     * Fail when the read could not go on for so long, in spite of trying. Default: 1 minute. With zero the first failure
     * counts.
     */
    public ReadBuilder giveUpAfter(Duration patience) {
        this.giveUpAfter = Checks.notNegative("giveUpAfter", patience);
        return this;
    }

    /** Begins to read. Returns at once; failures come out of the cursor. To be closed by the caller. */
    public RecordCursor open() {
        var runtime = client.runtime();
        var plan = new StreamPlan(
                from.toStart(), bound, limit, StreamPlan.WINDOW_DEFAULT, Optional.of(giveUpAfter), runtime.retry());
        var template = new CallTemplate(
                product, wish.toRecords(), onExpired.toProto(), Optional.empty(), Optional.empty(), runtime.clientId());
        var stream = new ReadStream(runtime, plan, template, gapListener);
        var registration = client.register(stream);
        stream.start(registration);
        return new RecordCursor(stream, client.cleaner());
    }

    /**
     * Begins to read, for a {@code for} loop. A loop that runs to its end leaves nothing behind. One that is left early
     * keeps a call open, idle, until the iterator is garbage-collected or the client closes: {@link #open()} in a
     * {@code try} ends it at once.
     */
    @Override
    public Iterator<DpgRecord> iterator() {
        return open().iterator();
    }
}
