package dev.dpg.gateway.delivery;

import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.view.Chunk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one partition in one view, and who is on the way to it: readers that asked for more lately, and have not been given
 * it yet. Decides what is given, what is kept and what goes. Pure but for its memory; not thread-safe, see
 * {@link RecentHistory}.
 */
final class RecentShelf {
    /** For so long may chunks be given after they were read. */
    static final Duration KEPT_FOR = Duration.ofSeconds(30);

    /** For so long is a reader expected to ask again. */
    static final Duration EXPECTED_FOR = Duration.ofSeconds(15);

    /** What the books about one chunk cost, about. */
    private static final int OVERHEAD_BYTES = 200;

    /** Of how many chunks it is looked whether they cover an offset. */
    private static final int OVERLAPS_MAX = 8;

    private final NavigableMap<Long, Kept> chunks = new TreeMap<>();
    private final Map<Object, Given> readers = new HashMap<>();
    private long endOffset;
    private long bytes;

    private record Kept(Chunk chunk, Instant until) {
        private long bytes() {
            return (long) chunk.retainedBytes() + OVERHEAD_BYTES;
        }
    }

    /** What a reader was given ends there; whether it waits for what follows to be read. */
    private record Given(long end, boolean waits, Instant time) {}

    /** A chunk, and how many offsets before it the nearest reader is that is on the way to it. */
    private record Wanted(Chunk chunk, long distance) {}

    /**
     * What follows, as far as it is kept and as much as is enough; null: it has to be read.
     *
     * @param reader who asks, the same each time
     * @param bytesMax enough, in bytes; the last chunk may go beyond it
     */
    @Nullable
    History find(Object reader, PartitionPosition from, long bytesMax, Instant now) {
        List<Chunk> found = new ArrayList<>();
        long next = from.nextOffset();
        long size = 0;
        Chunk chunk = following(next, from.leaderEpoch(), now);
        while (chunk != null && size < bytesMax) {
            found.add(chunk);
            size += chunk.retainedBytes();
            next = chunk.nextOffset();
            chunk = following(next, from.leaderEpoch(), now);
        }
        readers.put(reader, new Given(next, found.isEmpty(), now));
        return found.isEmpty() ? null : new History(found, Math.max(endOffset, next), null);
    }

    /** Chunks of different reads overlap, so the one that begins nearest before an offset need not be the one that covers it. */
    private @Nullable Chunk following(long offset, int epoch, Instant now) {
        Map.Entry<Long, Kept> below = epoch == PartitionPosition.UNKNOWN ? null : chunks.floorEntry(offset);
        for (int looks = 0; below != null && looks < OVERLAPS_MAX; looks++) {
            Kept kept = below.getValue();
            if (kept.chunk().covers(offset) && kept.chunk().leaderEpoch() == epoch && now.isBefore(kept.until())) {
                return kept.chunk();
            }
            below = chunks.lowerEntry(below.getKey());
        }
        return null;
    }

    /** Whether others hold all of it already. */
    private boolean isKept(Chunk chunk, Instant now) {
        Chunk first = following(chunk.fromOffset(), chunk.leaderEpoch(), now);
        Chunk second = first == null || first.nextOffset() >= chunk.nextOffset()
                ? first
                : following(first.nextOffset(), chunk.leaderEpoch(), now);
        return second != null && second.nextOffset() >= chunk.nextOffset();
    }

    /** Keeps what was read where somebody is on the way to it, and lets go of what everybody was given. */
    void keep(History history, Instant now) {
        endOffset = history.endOffset();
        forgetReaders(now);
        List<Chunk> read = history.chunks();
        if (!read.isEmpty()) {
            give(read.get(0).fromOffset(), read.get(read.size() - 1).nextOffset());
        }
        long last = lastReader();
        removePassed(last);
        for (Chunk chunk : read) {
            if (last < chunk.nextOffset() && chunk.leaderEpoch() != PartitionPosition.UNKNOWN && !isKept(chunk, now)) {
                remove(chunk.fromOffset());
                Kept kept = new Kept(chunk, now.plus(KEPT_FOR));
                chunks.put(chunk.fromOffset(), kept);
                bytes += kept.bytes();
            }
        }
    }

    /** Who waits for what begins there is given all that was read. */
    private void give(long from, long end) {
        readers.replaceAll(
                (reader, given) -> given.waits() && given.end() == from ? new Given(end, false, given.time()) : given);
    }

    /** Does not expect a reader any more, and lets go of what only it was on the way to. */
    void leave(Object reader) {
        if (readers.remove(reader) != null) {
            removePassed(lastReader());
        }
    }

    private void forgetReaders(Instant now) {
        Instant since = now.minus(EXPECTED_FOR);
        readers.values().removeIf(given -> !given.time().isAfter(since));
    }

    /** What the reader that is farthest behind was given ends there. */
    private long lastReader() {
        return readers.values().stream().mapToLong(Given::end).min().orElse(Long.MAX_VALUE);
    }

    private void removePassed(long last) {
        chunks.headMap(last).values().stream()
                .map(Kept::chunk)
                .filter(chunk -> chunk.nextOffset() <= last)
                .toList()
                .forEach(chunk -> remove(chunk.fromOffset()));
    }

    /**
     * Lets go of at least so many bytes, or of everything: first of that which nobody will come to soon. So of readers that
     * are far apart those that are close to each other go on sharing.
     */
    void makeRoom(long wanted) {
        long goal = Math.max(0, bytes - wanted);
        for (Wanted each : byDistance()) {
            if (bytes <= goal) {
                return;
            }
            remove(each.chunk().fromOffset());
        }
    }

    /** All chunks, the one that its nearest reader is farthest from first. */
    private List<Wanted> byDistance() {
        long[] places = readers.values().stream().mapToLong(Given::end).sorted().toArray();
        List<Wanted> all = new ArrayList<>(chunks.size());
        int passed = 0;
        for (Kept kept : chunks.values()) {
            Chunk chunk = kept.chunk();
            while (passed < places.length && places[passed] < chunk.nextOffset()) {
                passed++;
            }
            all.add(new Wanted(chunk, passed == 0 ? Long.MAX_VALUE : chunk.nextOffset() - places[passed - 1]));
        }
        all.sort(Comparator.comparingLong(Wanted::distance).reversed());
        return all;
    }

    /** Lets go of what is too old to be given, of readers that do not ask any more, and of what nobody else is on the way to. */
    void expire(Instant now) {
        chunks.values().stream()
                .filter(kept -> !now.isBefore(kept.until()))
                .map(kept -> kept.chunk().fromOffset())
                .toList()
                .forEach(this::remove);
        forgetReaders(now);
        removePassed(lastReader());
    }

    private void remove(long fromOffset) {
        Kept kept = chunks.remove(fromOffset);
        bytes -= kept == null ? 0 : kept.bytes();
    }

    /** Whether it holds nothing, and nobody is expected. */
    boolean isUnused() {
        return chunks.isEmpty() && readers.isEmpty();
    }

    /** Bytes kept. */
    long bytes() {
        return bytes;
    }
}
