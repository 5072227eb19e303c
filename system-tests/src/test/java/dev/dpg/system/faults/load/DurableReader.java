package dev.dpg.system.faults.load;

import dev.dpg.client.CloseMode;
import dev.dpg.client.CloseReason;
import dev.dpg.client.DpgException;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.OnExpired;
import dev.dpg.client.Payload;
import dev.dpg.client.Position;
import dev.dpg.client.Subscription;
import dev.dpg.client.SubscriptionListener;
import dev.dpg.client.SubscriptionState;
import dev.dpg.system.faults.history.Handled;
import dev.dpg.system.faults.history.Reader;
import dev.dpg.system.faults.history.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reads a product from its beginning, by the Java client, and remembers all of it. It may be broken off and go on from the
 * position that it kept, as a program that is started anew does. Thread-safe.
 */
public final class DurableReader implements AutoCloseable {
    /**
     * How it reads.
     *
     * @param pace of its handler
     * @param refuses whether it wants to be refused where its position is lost, instead of a gap
     */
    public record Manner(Pace pace, boolean refuses) {}

    private static final int CONCURRENCY = 2;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final String name;
    private final String product;
    private final Manner manner;
    private final ReaderClient client;
    private final int number;
    private final List<Handled> handled = new ArrayList<>();
    /** By writer and partition, the highest number handled. */
    private final Map<List<Integer>, Long> furthest = new HashMap<>();

    private final List<String> interruptions = new CopyOnWriteArrayList<>();
    private @Nullable Subscription subscription;
    private int life;
    private long repeatsMax;

    /**
     * A reader that does not read yet.
     *
     * @param client stays the caller's
     */
    public DurableReader(String name, ReaderClient client, String product, Manner manner) {
        this.name = name;
        this.client = client;
        this.product = product;
        this.manner = manner;
        number = client.join();
    }

    /** Begins to read. */
    public void start() {
        begin(Position.EARLIEST);
    }

    /** Closes the subscription in some way, and opens another one from the position that was kept. */
    public void restart(CloseMode mode) {
        Subscription former = open();
        former.close(mode);
        synchronized (this) {
            life++;
            if (mode == CloseMode.ABORT) {
                repeatsMax += CONCURRENCY;
            }
        }
        begin(Position.token(former.position().token()));
    }

    /** Records handled so far, repeated ones counted again. */
    public synchronized long count() {
        return handled.size();
    }

    /** Records handled from a number on. */
    public synchronized List<Handled> handledFrom(int first) {
        return List.copyOf(handled.subList(Math.min(first, handled.size()), handled.size()));
    }

    /** Whether it has handled this record of a partition, or a later one of the same writer. */
    public synchronized boolean hasReached(int partition, Stamp stamp) {
        return furthest.getOrDefault(List.of(stamp.writer(), partition), -1L) >= stamp.number();
    }

    /** Whether it follows the tail, and has handled everything there is. */
    public boolean isLive() {
        return open().state() == SubscriptionState.LIVE;
    }

    /** Whether it was refused. */
    public boolean isRefused() {
        return refusal().isPresent();
    }

    public String name() {
        return name;
    }

    /** Everything that it got; its streams should be over. */
    public synchronized Reader history() {
        return new Reader(name, client.sessions(number), handled, repeatsMax, refusal(), interruptions);
    }

    /** Closes its subscription, not its client. */
    @Override
    public void close() {
        open().close();
    }

    private void begin(Position from) {
        int thisLife;
        synchronized (this) {
            thisLife = life;
        }
        Subscription opened = client.client()
                .subscribe(product)
                .from(from)
                .heartbeat(HEARTBEAT.plusNanos(number))
                .concurrency(CONCURRENCY)
                .onExpired(manner.refuses() ? OnExpired.FAIL : OnExpired.EARLIEST)
                .listener(new SubscriptionListener() {
                    @Override
                    public void interrupted(DpgException cause, Duration retryIn) {
                        interruptions.add(cause.code() + " " + cause.getMessage());
                    }
                })
                .start(record -> handle(thisLife, record));
        synchronized (this) {
            subscription = opened;
        }
    }

    private void handle(int thisLife, DpgRecord record) {
        Stamp stamp = Stamp.parse(record.value().map(Payload::text).orElse(""));
        synchronized (this) {
            furthest.merge(List.of(stamp.writer(), record.partition()), stamp.number(), Math::max);
            handled.add(new Handled(thisLife, record.partition(), record.offset(), stamp, System.nanoTime()));
        }
        manner.pace().work();
    }

    private synchronized Subscription open() {
        if (subscription == null) {
            throw new IllegalStateException(name + " has not begun");
        }
        return subscription;
    }

    private Optional<String> refusal() {
        CloseReason end = open().closed().getNow(null);
        return end instanceof CloseReason.StreamFailed failed
                ? Optional.of(failed.cause().reason())
                : Optional.empty();
    }
}
