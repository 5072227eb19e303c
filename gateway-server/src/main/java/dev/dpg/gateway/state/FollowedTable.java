package dev.dpg.gateway.state;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlRecord;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.store.v1.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading half of a table: what its log tells, as immutable maps. Nothing is published before the log was read to its
 * end once, and nothing any more after a record that this gateway does not understand.
 *
 * <p>The log's reader thread writes, any thread reads. Watchers are called inside the monitor, so that each sees the
 * newest table last; whoever waits for the reader therefore must not do so from a watcher.
 */
final class FollowedTable<V> implements ControlLog.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedTable.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String name;
    private final StateCodec<V> codec;
    private final Map<String, V> entries = new HashMap<>();
    private final List<Consumer<Map<String, V>>> watchers = new ArrayList<>();
    private boolean closed;
    private long nextOffset;
    private @Nullable Instant confirmed;
    private @Nullable Problem refusal;
    /** Null: not read to the end yet, or refused. Also read without the monitor. */
    private volatile @Nullable Map<String, V> published;

    FollowedTable(String name, StateCodec<V> codec) {
        this.name = name;
        this.codec = codec;
    }

    boolean ready() {
        return published != null;
    }

    /** The newest table; {@code NOT_READY} while there is none. */
    Map<String, V> entries() {
        Map<String, V> current = published;
        if (current == null) {
            throw notReady().asException();
        }
        return current;
    }

    synchronized Optional<Instant> confirmed() {
        return Optional.ofNullable(confirmed);
    }

    synchronized void watch(Consumer<Map<String, V>> watcher) {
        watchers.add(watcher);
        Map<String, V> current = published;
        if (current != null) {
            watcher.accept(current);
        }
    }

    /** The table once it holds everything before the offset; empty where that takes longer than the timeout. */
    synchronized Optional<Map<String, V>> reaching(long offset, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (nextOffset < offset || published == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (closed || refusal != null || left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        return Optional.of(entries());
    }

    @Override
    public synchronized void records(List<ControlRecord> records, long next) {
        if (refusal == null) {
            refusal = apply(records).orElse(null);
        }
        nextOffset = next;
        if (refusal != null) {
            published = null;
        } else if (published != null && !records.isEmpty()) {
            publish();
        }
        notifyAll();
    }

    @Override
    public synchronized void confirmed(Instant time) {
        confirmed = time;
        if (published == null && refusal == null) {
            LOG.info("state \"{}\": read, {} entries", name, entries.size());
            publish();
            notifyAll();
        }
    }

    @Override
    public synchronized void restarted() {
        entries.clear();
        nextOffset = 0;
        refusal = null;
        published = null;
    }

    /** Ends all waiting. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void publish() {
        Map<String, V> current = Map.copyOf(entries);
        published = current;
        watchers.forEach(watcher -> watcher.accept(current));
    }

    private Optional<Problem> apply(List<ControlRecord> records) {
        for (ControlRecord record : records) {
            byte[] value = record.value();
            if (value == null) {
                entries.remove(record.key());
                continue;
            }
            try {
                StateRecord stored = StateRecord.parseFrom(value);
                if (stored.getFormat() > codec.format()) {
                    return Optional.of(tooNew(stored.getFormat()));
                }
                entries.put(record.key(), codec.decode(record.key(), stored.getContent()));
            } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
                return Optional.of(damaged());
            }
        }
        return Optional.empty();
    }

    private Problem tooNew(int format) {
        LOG.error(
                "state \"{}\": a newer gateway has written format {}, this one knows up to {}; it serves nothing from here "
                        + "on: upgrade it",
                name,
                format,
                codec.format());
        return unusable("this gateway is older than the others of its cluster and does not understand their state; use "
                + "another one, and upgrade this one");
    }

    private Problem damaged() {
        LOG.error("state \"{}\": a record is damaged; nothing is served from here on", name);
        return unusable("this gateway's state is damaged, so it serves nothing; its operator finds more in the log");
    }

    private synchronized Problem notReady() {
        return refusal != null
                ? refusal
                : unusable("this gateway has not read its state from its home cluster yet; try again shortly");
    }

    private static Problem unusable(String message) {
        return Problem.of(Reason.NOT_READY, message).with(new Problem.RetryAfter(RETRY_AFTER));
    }
}
