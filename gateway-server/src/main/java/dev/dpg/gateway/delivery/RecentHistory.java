package dev.dpg.gateway.delivery;

import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.view.Chunk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read of history in the last few seconds, encoded: who comes to the same place a little later is given the same
 * chunks, without Kafka and without encoding them again. Bounded in bytes, which are counted with those of the rings; the
 * oldest goes first, whoever wants it. Nobody waits for anybody here, and nobody holds anything: a reader that stands still
 * finds that its place is gone, and has it read.
 *
 * <p>Chunks continue a position only where both name one leader epoch: all records of an epoch lie on one branch of the log, so
 * what is given is what the reader would have read itself a few seconds ago. What became of the log since, the next read of
 * Kafka finds out ({@code docs/decisions/0023}).
 *
 * <p>Thread-safe: filled on the threads that read history, asked on those of streams. One lock, held for bookkeeping only.
 */
final class RecentHistory {
    /** For so long may chunks be given after they were read. */
    static final Duration KEPT_FOR = Duration.ofSeconds(5);

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    /** What the books about one chunk cost, about. */
    private static final int OVERHEAD_BYTES = 200;

    private final long bytesMax;
    private final ByteBudget rings;
    private final BooleanSupplier memoryIsShort;
    private final DeliveryLoop loop;
    private final Map<Place, Shelf> shelves = new HashMap<>(); // guarded by this
    private final Set<Kept> byAge = new LinkedHashSet<>(); // guarded by this
    private long bytes; // guarded by this
    private boolean sweepDue; // guarded by this

    /**
     * A partition as some readers read it.
     *
     * @param encoding what is made of its records, equal for equal views
     * @param stored whether batches may come as the log stores them
     */
    record Place(RecordLog log, PartitionId partition, History.Encoding encoding, boolean stored) {}

    /** What is kept of a place, by first offset; the end of the partition as the newest read knew it. */
    private static final class Shelf {
        private final NavigableMap<Long, Kept> chunks = new TreeMap<>();
        private long endOffset;
    }

    /** One chunk; equal to itself alone. */
    private static final class Kept {
        private final Place place;
        private final Chunk chunk;
        private final Instant until;

        private Kept(Place place, Chunk chunk, Instant until) {
            this.place = place;
            this.chunk = chunk;
            this.until = until;
        }

        private long bytes() {
            return (long) chunk.retainedBytes() + OVERHEAD_BYTES;
        }
    }

    /**
     * Keeps nothing yet.
     *
     * @param bytesMax what may be kept
     * @param rings what is kept counts into it too, and goes where that is used up
     * @param memoryIsShort whether nothing may be kept now
     * @param loop its clock; and it lets go of what is old
     */
    RecentHistory(long bytesMax, ByteBudget rings, BooleanSupplier memoryIsShort, DeliveryLoop loop) {
        this.bytesMax = bytesMax;
        this.rings = rings;
        this.memoryIsShort = memoryIsShort;
        this.loop = loop;
    }

    /** Encodes what is read at a place, and keeps it. Equal for equal places, so that it is done once for those who share a read. */
    Function<LogRange, History> keeping(Place place) {
        return new Keeping(this, place);
    }

    private record Keeping(RecentHistory recent, Place place) implements Function<LogRange, History> {
        @Override
        public History apply(LogRange range) {
            History history = place.encoding().apply(range);
            recent.keep(place, history);
            return history;
        }
    }

    /** Keeps what was read; the oldest makes room for it. */
    synchronized void keep(Place place, History history) {
        if (memoryIsShort.getAsBoolean()) {
            removeUntil(byAge::isEmpty);
            return;
        }
        Instant until = loop.now().plus(KEPT_FOR);
        for (Chunk chunk : history.chunks()) {
            if (chunk.leaderEpoch() != PartitionPosition.UNKNOWN) {
                keep(new Kept(place, chunk, until), history.endOffset());
            }
        }
        removeUntil(() -> bytes <= bytesMax && !rings.isExhausted());
        if (!byAge.isEmpty() && !sweepDue) {
            sweepDue = true;
            loop.schedule(this::sweep, KEPT_FOR);
        }
    }

    /**
     * What follows a position, as far as it is kept and as much as is asked for; null: it has to be read.
     *
     * @param bytesMax enough, in bytes; the last chunk may go beyond it
     */
    synchronized @Nullable History find(Place place, PartitionPosition from, long bytesMax) {
        Shelf shelf = shelves.get(place);
        if (shelf == null || from.leaderEpoch() == PartitionPosition.UNKNOWN) {
            return null;
        }
        Instant now = loop.now();
        List<Chunk> found = new ArrayList<>();
        long next = from.nextOffset();
        long size = 0;
        Chunk chunk = covering(shelf, next, from.leaderEpoch(), now);
        while (chunk != null && size < bytesMax) {
            found.add(chunk);
            size += chunk.retainedBytes();
            next = chunk.nextOffset();
            chunk = covering(shelf, next, from.leaderEpoch(), now);
        }
        return found.isEmpty() ? null : new History(found, Math.max(shelf.endOffset, next), null);
    }

    /** Lets go of what is kept of a partition: its log is not what it was. */
    synchronized void forget(RecordLog log, PartitionId partition) {
        List.copyOf(byAge).stream()
                .filter(kept -> kept.place.log() == log && kept.place.partition().equals(partition))
                .forEach(this::remove);
    }

    /** Bytes kept now. */
    synchronized long usedBytes() {
        return bytes;
    }

    private static @Nullable Chunk covering(Shelf shelf, long offset, int epoch, Instant now) {
        Map.Entry<Long, Kept> below = shelf.chunks.floorEntry(offset);
        if (below == null || !now.isBefore(below.getValue().until)) {
            return null;
        }
        Chunk chunk = below.getValue().chunk;
        return chunk.covers(offset) && chunk.leaderEpoch() == epoch ? chunk : null;
    }

    private void keep(Kept kept, long endOffset) {
        Shelf shelf = shelves.computeIfAbsent(kept.place, any -> new Shelf());
        shelf.endOffset = endOffset;
        Kept before = shelf.chunks.put(kept.chunk.fromOffset(), kept);
        if (before != null) {
            byAge.remove(before);
            count(-before.bytes());
        }
        byAge.add(kept);
        count(kept.bytes());
    }

    private synchronized void sweep() {
        Instant now = loop.now();
        removeUntil(() -> byAge.isEmpty() || now.isBefore(byAge.iterator().next().until));
        sweepDue = !byAge.isEmpty();
        if (sweepDue) {
            loop.schedule(this::sweep, SWEEP_INTERVAL);
        }
    }

    /** The oldest first. */
    private void removeUntil(BooleanSupplier enough) {
        while (!byAge.isEmpty() && !enough.getAsBoolean()) {
            remove(byAge.iterator().next());
        }
    }

    private void remove(Kept kept) {
        byAge.remove(kept);
        count(-kept.bytes());
        shelves.computeIfPresent(kept.place, (place, shelf) -> {
            shelf.chunks.remove(kept.chunk.fromOffset(), kept);
            return shelf.chunks.isEmpty() ? null : shelf;
        });
    }

    private void count(long more) {
        bytes += more;
        rings.add(more);
    }
}
