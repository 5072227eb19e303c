package dev.dpg.gateway.state;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlRecord;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.state.Decision.Decided;
import dev.dpg.store.v1.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A control topic as a table in memory, the same on every gateway. Thread-safe.
 *
 * @param <V> what the table holds
 */
public final class StateTable<V> implements AutoCloseable {
    private static final Duration BACKOFF_MIN = Duration.ofMillis(5);
    private static final Duration BACKOFF_MAX = Duration.ofMillis(500);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ControlLog log;
    private final StateCodec<V> codec;
    private final StateSettings settings;
    private final FollowedTable<V> followed;
    /** One update at a time: the log has one pen, and two of this gateway would only fence each other. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Does nothing yet.
     *
     * @param name what logs call it
     * @param log owned and closed by this table
     */
    public StateTable(String name, ControlLog log, StateCodec<V> codec, StateSettings settings) {
        this.log = log;
        this.codec = codec;
        this.settings = settings;
        this.followed = new FollowedTable<>(name, codec);
    }

    /** Begins reading. Does not block: {@link #ready} tells when the table is there. Called once. */
    public void open() {
        log.follow(followed);
    }

    /** Whether the table was read to its end, and understood. A cluster that went away since does not change it. */
    public boolean ready() {
        return followed.ready();
    }

    /**
     * The newest table that this gateway knows; immutable. Does not block.
     *
     * @throws ProblemException {@code NOT_READY}
     */
    public Map<String, V> entries() {
        return followed.entries();
    }

    /** When the home cluster last confirmed that the table was complete; empty: never yet. */
    public Optional<Instant> confirmed() {
        return followed.confirmed();
    }

    /**
     * Tells the watcher each newest table: at once where there is one, then after each change, never an older one after a
     * newer one. Called on the log's reader thread, for the first time maybe on this one; must not block or update.
     */
    public void watch(Consumer<Map<String, V>> watcher) {
        followed.watch(watcher);
    }

    /**
     * Decides on the newest table of all gateways, writes and answers; what was written is in this gateway's table then.
     * Concurrent updates, on whatever gateway, are decided one after the other. Blocks.
     *
     * @throws ProblemException what the decision throws; {@code NOT_READY}; {@code CLUSTER_DOWN}, and then it may be
     *     written or not; {@code CONFLICT} if other gateways were faster too often; {@code OVERLOADED} if other updates
     *     of this gateway take too long; {@code BAD_REQUEST} if a record would be too large
     */
    public <R> R update(Decision<V, R> decision) {
        try {
            if (!turn.tryLock(settings.updateTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw later(Reason.OVERLOADED, "too many writes are waiting for their turn; try again");
            }
            try {
                return updateInTurn(decision);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    /**
     * Writes without deciding: for keys that only one gateway writes, or where the last write may win. Other writers are not
     * disturbed. What was written is in this gateway's table a moment later. Blocks.
     *
     * @param writes the new value of each key, in this order; empty deletes the key
     * @throws ProblemException {@code CLUSTER_DOWN}, and then some may be written; {@code BAD_REQUEST} if a record would be
     *     too large
     */
    public void put(Map<String, Optional<V>> writes) {
        log.append(records(writes));
    }

    /** Ends reading and writing; updates that wait fail. Waits for the log's reader. Idempotent. */
    @Override
    public void close() {
        closed.countDown();
        followed.close();
        log.close();
    }

    private <R> R updateInTurn(Decision<V, R> decision) throws InterruptedException {
        Duration backoff = BACKOFF_MIN;
        for (int attempt = 1; attempt <= settings.updateAttemptsMax(); attempt++) {
            Optional<R> result = attempt(decision);
            if (result.isPresent()) {
                return result.get();
            }
            long pause = ThreadLocalRandom.current().nextLong(backoff.toMillis() + 1);
            if (closed.await(pause, TimeUnit.MILLISECONDS)) {
                throw stopping();
            }
            backoff = backoff.multipliedBy(2).compareTo(BACKOFF_MAX) < 0 ? backoff.multipliedBy(2) : BACKOFF_MAX;
        }
        throw later(Reason.CONFLICT, "other gateways were writing at the same time and came first; try again");
    }

    /** Once claim, read, decide, commit; empty: somebody else wrote in between. */
    private <R> Optional<R> attempt(Decision<V, R> decision) throws InterruptedException {
        followed.entries(); // a gateway that does not know the state must not fence those that do
        Map<String, V> table = reaching(log.claim());
        Decided<V, R> decided;
        try {
            decided = decision.decide(table);
        } catch (ProblemException refusal) {
            // A refusal, too, stands only on the newest table.
            if (log.commit(List.of()).isEmpty()) {
                return Optional.empty();
            }
            throw refusal;
        }
        OptionalLong end = log.commit(records(decided.writes()));
        if (end.isEmpty()) {
            return Optional.empty();
        }
        // Whoever asks next finds what was written. It is committed even if reading it back takes too long.
        followed.reaching(end.getAsLong(), settings.updateTimeout());
        return Optional.of(decided.result());
    }

    private Map<String, V> reaching(long offset) throws InterruptedException {
        return followed.reaching(offset, settings.updateTimeout())
                .orElseThrow(() -> closed.getCount() == 0
                        ? stopping()
                        : later(
                                Reason.CLUSTER_DOWN,
                                "the gateway's home cluster is slow to answer; nothing was written"));
    }

    private List<ControlRecord> records(Map<String, Optional<V>> writes) {
        List<ControlRecord> records = new ArrayList<>();
        writes.forEach((key, value) -> records.add(record(key, value)));
        return records;
    }

    private ControlRecord record(String key, Optional<V> value) {
        byte[] stored = value.map(this::stored).orElse(null);
        ControlRecord record = new ControlRecord(key, stored);
        if (record.bytes() > ControlLog.RECORD_BYTES_MAX) {
            throw Problem.of(
                            Reason.BAD_REQUEST,
                            "\"" + key + "\" takes " + record.bytes() + " bytes once stored; at most "
                                    + ControlLog.RECORD_BYTES_MAX + " are kept: make it smaller")
                    .asException();
        }
        return record;
    }

    private byte[] stored(V value) {
        ByteString content = codec.encode(value);
        return StateRecord.newBuilder()
                .setFormat(codec.format())
                .setContent(content)
                .build()
                .toByteArray();
    }

    private static ProblemException stopping() {
        return later(Reason.DRAINING, "this gateway is stopping; try again, another one answers");
    }

    private static ProblemException later(Reason reason, String message) {
        return Problem.of(reason, message)
                .with(new Problem.RetryAfter(RETRY_AFTER))
                .asException();
    }
}
